from hobby_profiles.llm.store.ledger import read_failures
from hobby_profiles.llm.settings import LlmSettings


def model(dbt, session):
    dbt.ref("int_hobby__signatures_named")  # these ask a language model last
    dbt.ref("int_hobby__texts_tagged")
    dbt.ref("int_hobby__baskets_read")
    dbt.ref("int_hobby__topics_expanded")
    return read_failures(LlmSettings.from_meta(dbt.config.meta_get("hobby__settings")))

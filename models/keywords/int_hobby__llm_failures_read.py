from hobby_profiles.llm.store.ledger import read_failures
from hobby_profiles.llm.settings import LlmSettings


def model(dbt, session):
    dbt.ref("int_hobby__signatures_named")  # the last model that may ask a language model
    return read_failures(LlmSettings.from_meta(dbt.config.meta_get("hobby__settings")))

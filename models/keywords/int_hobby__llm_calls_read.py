from hobby_profiles.llm.store.ledger import read_calls
from hobby_profiles.llm.settings import LlmSettings


def model(dbt, session):
    dbt.ref("int_hobby__signatures_named")  # the last model that may ask a language model
    return read_calls(LlmSettings.from_meta(dbt.config.meta_get("hobby__settings")))

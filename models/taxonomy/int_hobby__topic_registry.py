from datetime import UTC, datetime

from hobby_profiles.taxonomy.identity.registry import REGISTRY_COLUMNS
from hobby_profiles.taxonomy.identity.state import is_full_refresh, last_table
from hobby_profiles.taxonomy.run import TaxonomySettings, taxonomy_run


def model(dbt, session):
    """One row per topic; reads what its own last run left, which is all that is remembered."""
    return taxonomy_run(
        embedded=dbt.ref("int_hobby__labels_embedded").df(),
        usage=dbt.ref("int_hobby__label_usage").df(),
        areas=dbt.ref("hobby__areas").df(),
        placed_labels=dbt.ref("hobby__placed_labels").df(),
        overrides=dbt.ref("hobby__topic_overrides").df(),
        hobbies=dbt.ref("hobby__known_hobbies").df(),
        products=dbt.ref("stg_hobby__products").project("product_name").distinct().df(),
        settings=TaxonomySettings.from_meta(dbt.config.meta_get("hobby__settings")),
        registry=last_table(dbt, session, REGISTRY_COLUMNS),
        anew=is_full_refresh(),
        now=datetime.now(UTC).replace(tzinfo=None),
    )

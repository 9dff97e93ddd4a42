from hobby_profiles.experiments.results import ExperimentSettings, read_results


def model(dbt, session):
    settings = ExperimentSettings.from_meta(dbt.config.meta_get("hobby__settings"))
    return read_results(settings.experiment_results)

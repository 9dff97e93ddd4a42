"""What an experiment is: a sample, a judge and named variants, read from a YAML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from hobby_profiles.core.errors import InputError
from hobby_profiles.embedding.shipped import SHIPPED_MODEL
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.llm.settings import LlmSettings

InputField = Literal["name", "category", "description", "brand", "attributes"]
TextLanguage = Literal["english", "multilingual"]
COLUMNS: dict[InputField, str] = {
    "name": "product_name",
    "category": "category_path",
    "description": "description",
    "brand": "brand",
    "attributes": "attributes",
}
"""Column of a product text behind each input field."""

_ENGLISH = "English"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sample(_Strict):
    """The products that every variant labels.

    Attributes:
        data_dir: Folder with ``products.parquet`` or ``products.csv`` in the input columns.
        size: Products in the sample, at least 20.
        seed: Chooses another sample of the same kind.
    """

    data_dir: Path = Path("seeds/demo")
    size: int = Field(default=500, ge=20)
    seed: int = 0


class Variant(_Strict):
    """One way to label, compared with the others.

    Attributes:
        name: Short name, unique in the experiment.
        fields: Input fields that the labeller sees. Without ``name``, the other fields stand in
            for the title, because every labeller reads a title.
        max_labels: Most labels that a product gets.
        min_relevance: Least relevance of a proposed label, in [0, 1].
        min_certainty: Least certainty that a product tells a hobby at all, in [0, 1]; embedded
            labeller only.
        labeller: ``embedded``, or ``openai`` for a language model.
        label_budget: Share of the texts that the language model labels.
        prompt_version: Version of the label prompt; language model only.
        language: Language of the labels; another than English needs a language model.
        text_language: Languages of the texts that the embedded labeller reads, as the setting
            ``hobby__language``.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    fields: tuple[InputField, ...] = ("name", "category")
    max_labels: int = Field(default=LabelSettings.model_fields["max_labels"].default, ge=1, le=10)
    min_relevance: float = Field(
        default=LabelSettings.model_fields["min_relevance"].default, ge=0.0, le=1.0
    )
    min_certainty: float = Field(
        default=LabelSettings.model_fields["min_certainty"].default, ge=0.0, le=1.0
    )
    labeller: Literal["embedded", "openai"] = "embedded"
    label_budget: float = Field(default=1.0, gt=0.0, le=1.0)
    prompt_version: int = Field(default=1, ge=1)
    language: str = Field(default=_ENGLISH, min_length=2)
    text_language: TextLanguage = "english"

    @field_validator("fields")
    @classmethod
    def _some_distinct_fields(cls, value: tuple[InputField, ...]) -> tuple[InputField, ...]:
        if not value or len(set(value)) != len(value):
            raise ValueError("name at least one input field, each once")
        return value

    @model_validator(mode="after")
    def _embedded_answers_in_english(self) -> Self:
        if self.labeller == "embedded" and self.language != _ENGLISH:
            raise ValueError(
                "the embedded labeller answers in the language of its labelled examples, which is "
                "English; set labeller: openai or another memory"
            )
        return self


class Experiment(_Strict):
    """Named variants over one sample, judged by one judge.

    Attributes:
        name: Name of the experiment, also of its results file.
        question: What it is to find out, in a sentence.
        baseline: Name of the variant that the others are compared with.
        sample: The products.
        judge: Judge of all variants, ``embedded`` or ``openai``.
        embedding_model: As the setting ``hobby__embedding_model``.
        llm: Settings of the language model layer, used by variants that ask one.
        variants: The variants, at least two.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    question: str = Field(min_length=10)
    baseline: str
    sample: Sample = Sample()
    judge: Literal["embedded", "openai"] = "embedded"
    embedding_model: str = SHIPPED_MODEL
    llm: dict[str, Any] = Field(default_factory=dict)
    variants: tuple[Variant, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _names_make_sense(self) -> Self:
        names = [variant.name for variant in self.variants]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two variants are called {twice[0]!r}")
        if self.baseline not in names:
            raise ValueError(
                f"the baseline {self.baseline!r} is no variant; there are {', '.join(names)}"
            )
        LlmSettings.from_values(self.llm)
        return self

    @property
    def text_language(self) -> TextLanguage:
        """Languages that the one judge has to read: all that some variant reads."""
        read = {variant.text_language for variant in self.variants}
        return "multilingual" if "multilingual" in read else "english"

    def settings(self, variant: Variant, *, cache_dir: Path, memory: Path) -> LabelSettings:
        """Settings with which a variant is labelled.

        Args:
            variant: One of the variants.
            cache_dir: Folder for vectors, shared; a language model's answers get a folder per
                variant below it, so that each variant's cost stays countable.
            memory: File of the labelled examples that the labeller may use.

        Returns:
            The settings; ``judge`` is the experiment's.
        """
        return LabelSettings(
            labeller=variant.labeller,
            judge=self.judge,
            embedding_model=self.embedding_model,
            cache_dir=cache_dir,
            label_memory=memory,
            text_fields=variant.fields,
            max_labels=variant.max_labels,
            min_relevance=variant.min_relevance,
            min_certainty=variant.min_certainty,
            label_budget=variant.label_budget,
            language=variant.text_language,
            llm=LlmSettings.from_values(
                {
                    **self.llm,
                    "cache_dir": cache_dir / "experiments" / self.name / variant.name,
                    "llm_prompt_versions": {"label": variant.prompt_version},
                    "llm_language": variant.language,
                }
            ),
        )


def load_experiment(path: Path) -> Experiment:
    """Read an experiment.

    Args:
        path: The YAML file.

    Returns:
        The experiment.

    Raises:
        InputError: If the file is unreadable or says something that is not allowed; the message
            names the place and the value seen.
    """
    try:
        content = yaml.safe_load(path.read_text())
    except (OSError, yaml.YAMLError) as error:
        raise InputError(f"The experiment {str(path)!r} cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise InputError(
            f"The experiment {str(path)!r} is no mapping of name, question, baseline and variants; "
            "see docs/experiments.md."
        )
    try:
        return Experiment(**content)
    except ValidationError as error:
        lines = [
            f"  {'.'.join(str(part) for part in problem['loc']) or 'experiment'}: "
            f"{problem['msg']}" + _seen(problem["input"])
            for problem in error.errors()
        ]
        raise InputError(
            f"The experiment {str(path)!r} cannot be run; correct:\n" + "\n".join(lines)
        ) from None


def _seen(value: object) -> str:
    return "" if isinstance(value, dict | list | tuple) else f" (seen: {value!r})"

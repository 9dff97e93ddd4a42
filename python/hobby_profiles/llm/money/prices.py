"""What a call costs: the price list that people edit."""

from __future__ import annotations

import csv
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hobby_profiles.core.shipped import named_file
from hobby_profiles.llm.errors import PriceError


class Price(BaseModel):
    """Price of one model, in US dollars for a million tokens.

    Attributes:
        model: Name of the model; ``*`` stands for anything, so ``local/*`` fits many.
        batch_price_share: Price of the Batch API as a share of the normal price.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    model: str = Field(min_length=1)
    input_usd_per_million_tokens: float = Field(ge=0)
    cached_input_usd_per_million_tokens: float = Field(ge=0)
    output_usd_per_million_tokens: float = Field(ge=0)
    batch_price_share: float = Field(default=1.0, ge=0, le=1)

    def cost(
        self, input_tokens: int, output_tokens: int, *, cached: int = 0, batch: bool = False
    ) -> float:
        """Return the price of one call in US dollars.

        Args:
            input_tokens: All input tokens, the cached ones included.
            output_tokens: Tokens of the answer.
            cached: Input tokens that the provider found in its own prompt cache.
            batch: Whether the call went through the Batch API.
        """
        full = (
            (input_tokens - cached) * self.input_usd_per_million_tokens
            + cached * self.cached_input_usd_per_million_tokens
            + output_tokens * self.output_usd_per_million_tokens
        ) / 1e6
        return full * (self.batch_price_share if batch else 1.0)


def read_price(path: Path, model: str) -> Price | None:
    """Find a model's price: its own row first, then the longest row with ``*`` that fits.

    Args:
        path: The CSV file, ``hobby__llm_prices_file``.
        model: Name of the model as in ``hobby__llm_model``.

    Returns:
        The price, or None if no row fits.

    Raises:
        PriceError: If the file cannot be read or a row is wrong; the message names the row.
    """
    prices: list[Price] = []
    try:
        with named_file(path).open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                try:
                    prices.append(Price.model_validate(row))
                except ValidationError as error:
                    problem = error.errors()[0]
                    raise PriceError(
                        f"{path}, line {number}: {problem['loc'][0]} = {problem['input']!r}: "
                        f"{problem['msg']}. Correct the line."
                    ) from None
    except OSError as error:
        raise PriceError(
            f"The price list {path} cannot be read ({error.strerror}). Run from the project's "
            "folder, or name the file in hobby__llm_prices_file."
        ) from None
    fits = [price for price in prices if price.model == model] or sorted(
        (price for price in prices if "*" in price.model and fnmatchcase(model, price.model)),
        key=lambda price: len(price.model),
        reverse=True,
    )
    return fits[0] if fits else None


def require_price(path: Path, model: str, limit_usd: float | None) -> Price | None:
    """Like :func:`read_price`, but a limit needs a price.

    Raises:
        PriceError: If a limit is set and no row fits the model.
    """
    price = read_price(path, model)
    if price is None and limit_usd is not None:
        raise PriceError(
            f"hobby__llm_max_cost_usd is {limit_usd:g}, but {path} has no price for the model "
            f"{model!r}, so the limit could not be kept. Add a row for it (zeros for a model you "
            "serve yourself), or lift the limit with hobby__llm_max_cost_usd: none."
        )
    return price

/** A flow as teams write them: constants, an enum, a model, a docstring. */
export function flowFile(index: number): string {
  const id = String(index);
  return `"""Loads part ${id} of the data."""

import datetime
import enum
from typing import Annotated, Literal, Optional

from prefect import flow, get_run_logger, task
from pydantic import BaseModel, Field

BATCH = ${String(100 + index)}
REGIONS = ["eu", "us", "asia"]


class Level(enum.Enum):
    LOW = "low"
    HIGH = "high"


class Source(BaseModel):
    """Where the data comes from."""

    path: str
    rows: int = Field(BATCH, ge=1, description="how many at once")
    level: Level = Level.LOW
    tags: list[str] = []


@task(retries=2)
def extract(source: Source) -> list[dict[str, int]]:
    return [{"row": number} for number in range(source.rows)]


@task
def load(rows: list[dict[str, int]], day: datetime.date) -> int:
    logger = get_run_logger()
    total = 0
    for row in rows:
        total += row["row"]
        if total % 1000 == 0:
            logger.info("loaded %s rows of %s", total, day)
    return total


@flow(name="load-${id}", retries=1, log_prints=True)
def load_${id}(
    source: Source,
    day: datetime.date,
    region: Literal["eu", "us", "asia"] = "eu",
    limit: Annotated[int, Field(gt=0, le=10_000)] = BATCH,
    level: Optional[Level] = None,
    names: dict[str, list[float]] | None = None,
) -> int:
    """Loads a part.

    Args:
        source: where it comes from
        day: the day that is loaded
        region: one of the regions
        limit: at most so many rows
    """
    rows = extract(source)
    return load(rows[:limit], day)
`;
}

/** A module of a repository that has nothing to do with Prefect. */
export function plainFile(index: number): string {
  const functions = Array.from({ length: 8 }, (_, number) => {
    const name = `step_${String(index)}_${String(number)}`;
    return `def ${name}(values: list[int], factor: int = ${String(number)}) -> list[int]:
    """Scales the values."""
    scaled = []
    for value in values:
        if value > factor:
            scaled.append(value * factor)
        else:
            scaled.append(value)
    return scaled
`;
  });
  return `"""Helpers, part ${String(index)}."""\n\nimport math\n\n\n${functions.join("\n\n")}`;
}

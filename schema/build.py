"""The schema, built once."""

from functools import cache

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

import schema.enums
import schema.planning.enums  # noqa: F401 - those of planning too
from schema.access_point import AccessPoint
from schema.context import PathInfo
from schema.location import Location
from schema.mutation import Mutation
from schema.planning.job import PlanningJob
from schema.planning.norm import Norm
from schema.programme import Programme
from schema.provider import Provider
from schema.query import Query
from schema.scalars import SCALARS
from schema.service import Service
from schema.source import Release, Run, Source
from schema.taxonomy import TaxonomyTerm
from schema.territory import Territory
from schema.tombstone import Tombstone

NODES = [
    AccessPoint,
    Location,
    PlanningJob,
    Norm,
    Programme,
    Provider,
    Release,
    Run,
    Service,
    Source,
    TaxonomyTerm,
    Territory,
    Tombstone,
]


class HubSchema(strawberry.Schema):
    """A schema whose errors are logged where they are masked, not by Strawberry."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Nothing: schema.execution reports errors."""


@cache
def build_schema() -> HubSchema:
    """The schema; the limits are those of each request."""
    return HubSchema(
        query=Query,
        mutation=Mutation,
        types=NODES,
        config=StrawberryConfig(scalar_map=SCALARS, info_class=PathInfo),
    )

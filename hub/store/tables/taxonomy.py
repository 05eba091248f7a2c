"""Taxonomies (categories, target groups, forms, kinds, sectors…), their labels and crosswalks."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, Table, Text

from hub.domain.vocabulary import Lang, MatchRelation
from hub.store.tables.base import PUBLISHED, metadata, one_of

taxonomy = Table(
    "taxonomy",
    metadata,
    Column(
        "code",
        Text,
        primary_key=True,
        comment="category, target-group, form, kind…",
    ),
    Column("title", Text, nullable=False),
    Column("note", Text),
    schema=PUBLISHED,
)

term = Table(
    "term",
    metadata,
    Column("taxonomy", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("parent", Text),
    Column("sort", Integer, nullable=False),
    Column("definition", Text),
    Column("is_comprehensive", Boolean, comment="of provider kinds: joins several services in one centre"),
    Column("cites", Text, comment="where its wording or place in the list comes from"),
    Column("confidence", Text, comment="how sure that is, as the reference file puts it"),
    Column(
        "is_recalled",
        Boolean,
        nullable=False,
        server_default="false",
        comment="written down from memory of what it cites, yet to be checked",
    ),
    ForeignKeyConstraint(["taxonomy"], [f"{PUBLISHED}.taxonomy.code"]),
    schema=PUBLISHED,
)

term_label = Table(
    "term_label",
    metadata,
    Column("taxonomy", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("lang", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("status", Text, comment="draft where nobody has attested the wording"),
    ForeignKeyConstraint(["taxonomy", "code"], [f"{PUBLISHED}.term.taxonomy", f"{PUBLISHED}.term.code"]),
    one_of("lang", Lang),
    schema=PUBLISHED,
)

#: (term, ancestor) pairs, the term itself included: "a category means itself and all below it". National
#: codes stand above the categories that they ask for; who counts by the hub's own terms leaves them out.
term_closure = Table(
    "term_closure",
    metadata,
    Column("taxonomy", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("ancestor", Text, primary_key=True, comment="of a national code: system:code"),
    Column(
        "is_national",
        Boolean,
        nullable=False,
        server_default="false",
        comment="the ancestor is a national code that is matched to the term",
    ),
    ForeignKeyConstraint(["taxonomy", "code"], [f"{PUBLISHED}.term.taxonomy", f"{PUBLISHED}.term.code"]),
    Index("ix_term_closure_ancestor", "taxonomy", "ancestor"),
    schema=PUBLISHED,
)

#: National concept → hub term, with its SKOS relation read from the national concept.
crosswalk = Table(
    "crosswalk",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("system", Text, nullable=False),
    Column("code", Text),
    Column("label", Text, nullable=False),
    Column("taxonomy", Text, nullable=False),
    Column("term", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("note", Text),
    Column("source", Text),
    Column("confidence", Text),
    Column(
        "in_filters",
        Boolean,
        nullable=False,
        server_default="false",
        comment="a filter that names the national code asks for this term",
    ),
    ForeignKeyConstraint(["taxonomy", "term"], [f"{PUBLISHED}.term.taxonomy", f"{PUBLISHED}.term.code"]),
    one_of("relation", MatchRelation),
    Index("ix_crosswalk_term", "taxonomy", "term"),
    Index("ix_crosswalk_code", "code", "system"),
    schema=PUBLISHED,
)

#: A state's basic services (each a term of its own taxonomy) and the hub categories that fulfil them.
basic_service = Table(
    "basic_service",
    metadata,
    Column("country", Text, primary_key=True),
    Column("taxonomy", Text, nullable=False),
    Column("code", Text, primary_key=True),
    Column("category", Text, primary_key=True),
    ForeignKeyConstraint(["taxonomy", "code"], [f"{PUBLISHED}.term.taxonomy", f"{PUBLISHED}.term.code"]),
    schema=PUBLISHED,
)

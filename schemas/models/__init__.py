"""Rows: the working copy of every design, its layout, its history and its jobs."""

from schemas.models.artifact import Artifact
from schemas.models.column import Column
from schemas.models.constraint import Constraint, ConstraintKind
from schemas.models.diagram import Area, Diagram, Placement
from schemas.models.edit import Edit
from schemas.models.entity import Entity, EntityKind
from schemas.models.imported import Import, Outcome
from schemas.models.index import Index
from schemas.models.job import Job, JobStatus
from schemas.models.project import MAIN, Branch, Project
from schemas.models.relationship import Relationship
from schemas.models.sql_object import SqlObject, SqlObjectKind
from schemas.models.trial import Trial
from schemas.models.type_definition import TypeDefinition, TypeKind
from schemas.models.version import Version
from schemas.models.workspace import Membership, Role, Workspace, has_entered

__all__ = [
    "MAIN",
    "Area",
    "Artifact",
    "Branch",
    "Column",
    "Constraint",
    "ConstraintKind",
    "Diagram",
    "Edit",
    "Entity",
    "EntityKind",
    "Import",
    "Index",
    "Job",
    "JobStatus",
    "Membership",
    "Outcome",
    "Placement",
    "Project",
    "Relationship",
    "Role",
    "SqlObject",
    "SqlObjectKind",
    "Trial",
    "TypeDefinition",
    "TypeKind",
    "Version",
    "Workspace",
    "has_entered",
]

"""The addresses of the editor, below a branch's own."""

from django.urls import path

from designer.views.changes import changes, redo, undo
from designer.views.columns import add_column, column, move_column, remove_column
from designer.views.constraints import add_constraint, constraint, remove_constraint
from designer.views.editor import editor
from designer.views.events import branch_events
from designer.views.indexes import add_index, index, remove_index
from designer.views.objects import remove_object, sql_object
from designer.views.outline import outline
from designer.views.placements import layout, placements
from designer.views.relationships import new_relationship, relationship, remove_relationship
from designer.views.scene import scene
from designer.views.tables import new_table, remove_table, table
from designer.views.types import names, new_type, remove_type, type_definition

TABLE = "tables/<uuid:table_id>/"
COLUMN = f"{TABLE}columns/<uuid:column_id>/"
CONSTRAINT = f"{TABLE}constraints/<uuid:constraint_id>/"
INDEX = f"{TABLE}indexes/<uuid:index_id>/"
RELATIONSHIP = "relationships/<uuid:relationship_id>/"
TYPE = "types/<uuid:type_id>/"
OBJECT = "objects/<uuid:object_id>/"

urlpatterns = [
    path("", editor, name="branch"),
    path("scene/", scene, name="scene"),
    path("events/", branch_events, name="events"),
    path("changes/", changes, name="changes"),
    path("undo/", undo, name="undo"),
    path("redo/", redo, name="redo"),
    path("placements/", placements, name="placements"),
    path("layout/", layout, name="layout"),
    path("outline/", outline, name="outline"),
    path("tables/", new_table, name="tables"),
    path(TABLE, table, name="table"),
    path(f"{TABLE}removal/", remove_table, name="remove_table"),
    path(f"{TABLE}columns/", add_column, name="columns"),
    path(COLUMN, column, name="column"),
    path(f"{COLUMN}position/", move_column, name="move_column"),
    path(f"{COLUMN}removal/", remove_column, name="remove_column"),
    path(f"{TABLE}keys/", add_constraint, {"addition": "new-key"}, name="keys"),
    path(f"{TABLE}checks/", add_constraint, {"addition": "new-check"}, name="checks"),
    path(CONSTRAINT, constraint, name="constraint"),
    path(f"{CONSTRAINT}removal/", remove_constraint, name="remove_constraint"),
    path(f"{TABLE}indexes/", add_index, name="indexes"),
    path(INDEX, index, name="index"),
    path(f"{INDEX}removal/", remove_index, name="remove_index"),
    path(f"{TABLE}relationships/", new_relationship, name="relationships"),
    path(RELATIONSHIP, relationship, name="relationship"),
    path(f"{RELATIONSHIP}removal/", remove_relationship, name="remove_relationship"),
    path("types/", new_type, name="types"),
    path("types/names/", names, name="type_names"),
    path(TYPE, type_definition, name="type"),
    path(f"{TYPE}removal/", remove_type, name="remove_type"),
    path(OBJECT, sql_object, name="object"),
    path(f"{OBJECT}removal/", remove_object, name="remove_object"),
]

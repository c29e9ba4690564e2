"""How the steps of a plan share transactions and become a script."""

from __future__ import annotations

from schemas.engine.plan import Effects, Lock, Plan, Step

ADD = Step("ALTER TYPE mood ADD VALUE 'calm'", "Add calm to mood")
USE = Step("ALTER TABLE t ALTER m SET DEFAULT 'calm'", "Change the default of m", phase=1)
INDEX = Step("CREATE INDEX CONCURRENTLY ON t (m)", "Index m", phase=1, transaction=False)


def test_steps_of_one_phase_share_a_transaction() -> None:
    groups = list(Plan((ADD, ADD, USE, INDEX, INDEX, USE)).groups)
    assert [(len(group.steps), group.transaction) for group in groups] == [
        (2, True),
        (1, True),
        (1, False),
        (1, False),
        (1, True),
    ]


def test_a_script_opens_no_transaction_around_a_step_that_cannot_run_in_one() -> None:
    assert Plan((ADD, INDEX)).sql == (
        "BEGIN;\n\n-- Add calm to mood\nALTER TYPE mood ADD VALUE 'calm';\n\nCOMMIT;\n\n"
        "-- Index m\nCREATE INDEX CONCURRENTLY ON t (m);\n"
    )


def test_each_line_of_a_note_is_a_comment() -> None:
    assert Plan(
        (Step("SELECT 1", "Rename a\nb", ("DROP TABLE t;\nx",), transaction=False),)
    ).sql == ("-- Rename a\n-- b\n-- DROP TABLE t;\n-- x\nSELECT 1;\n")


def test_json_has_the_effects_beside_the_statement() -> None:
    effects = Effects(locks=(Lock("public.t", "SHARE"),), scans=("public.t",), why="It is built.")
    document = Step("CREATE INDEX ON t (m)", "Index m", effects=effects).to_json()
    assert document["locks"] == ({"object": "public.t", "mode": "SHARE"},)
    assert (document["phase"], document["transaction"], document["online"]) == (0, True, False)
    assert "effects" not in document

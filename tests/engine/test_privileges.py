"""Rights as sets: reading the statements that are written, and only the difference between two."""

from __future__ import annotations

import pytest

from schemas.engine.privileges import Target, given_rights, in_one_order, rights_in, turning

NOTE = Target("TABLE app.note")
TOUCH = Target("FUNCTION app.touch(integer)", owner="alice")


def steps(target: Target, old: str, new: str) -> list[str]:
    before, after = rights_in(old, target), rights_in(new, target)
    assert before is not None
    assert after is not None
    return list(turning(target, before, after))


@pytest.mark.parametrize(
    "text",
    [
        "GRANT SELECT, INSERT ON TABLE app.note TO reader",
        "GRANT ALL ON TABLE app.note TO reader WITH GRANT OPTION",
        'GRANT SELECT (id), UPDATE ("a, b) c") ON TABLE app.note TO "Mixed Case"',
        "REVOKE ALL ON TABLE app.note FROM CURRENT_USER;\n"
        "GRANT SELECT ON TABLE app.note TO CURRENT_USER",
        "GRANT SELECT ON TABLE app.note TO lead WITH GRANT OPTION;\n"
        "SET ROLE lead;\nGRANT SELECT ON TABLE app.note TO reader;\nRESET ROLE",
    ],
)
def test_what_is_written_is_read_back_and_taken_away_without_a_rest(text: str) -> None:
    there = steps(NOTE, "", text)
    again = rights_in(";\n".join(there), NOTE)
    back = steps(NOTE, text, "")

    assert again == rights_in(text, NOTE)
    assert rights_in(f"{text};\n" + ";\n".join(back), NOTE) == given_rights(NOTE)


def test_only_the_difference_is_granted_and_revoked() -> None:
    old = "GRANT SELECT, INSERT ON TABLE app.note TO reader"
    new = "GRANT SELECT, DELETE ON TABLE app.note TO reader"

    assert steps(NOTE, old, new) == [
        "REVOKE INSERT ON TABLE app.note FROM reader",
        "GRANT DELETE ON TABLE app.note TO reader",
    ]
    assert steps(NOTE, old, old) == []


def test_a_grant_option_alone_can_come_and_go() -> None:
    plain = "GRANT SELECT ON TABLE app.note TO reader"
    passed_on = f"{plain} WITH GRANT OPTION"

    assert steps(NOTE, plain, passed_on) == [passed_on]
    assert steps(NOTE, passed_on, plain) == [
        "REVOKE GRANT OPTION FOR SELECT ON TABLE app.note FROM reader"
    ]


def test_rights_of_columns_come_back_after_those_of_the_table_went() -> None:
    old = "GRANT SELECT ON TABLE app.note TO reader;\nGRANT SELECT (id) ON TABLE app.note TO reader"
    new = "GRANT SELECT (id) ON TABLE app.note TO reader"

    assert steps(NOTE, old, new) == ["REVOKE ALL ON TABLE app.note FROM reader", new]


def test_what_everybody_may_do_with_a_function_can_be_closed_and_opened() -> None:
    closed = "REVOKE ALL ON FUNCTION app.touch(integer) FROM PUBLIC"

    assert steps(TOUCH, "", closed) == [closed]
    assert steps(TOUCH, closed, "") == ["GRANT EXECUTE ON FUNCTION app.touch(integer) TO PUBLIC"]


def test_the_owner_is_the_owner_under_every_name() -> None:
    text = "REVOKE ALL ON TABLE app.note FROM CURRENT_USER"
    of_alice = Target("TABLE app.note", owner="alice")

    assert rights_in(text, NOTE) == {}
    assert rights_in("REVOKE ALL ON TABLE app.note FROM alice", of_alice) == {}


def test_statements_of_another_form_are_not_guessed_at() -> None:
    assert rights_in("GRANT SELECT ON app.note TO a, b", NOTE) is None


def test_the_order_of_grants_means_nothing() -> None:
    one = "GRANT SELECT ON TABLE t TO a;\nREVOKE ALL ON TABLE t FROM PUBLIC"
    other = "REVOKE ALL ON TABLE t FROM PUBLIC;\nGRANT SELECT ON TABLE t TO a"

    assert in_one_order(one) == in_one_order(other) == other

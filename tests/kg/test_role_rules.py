"""Every role rule reads its example and not its counterexample."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.facts import Facts
from kg.relate import role_rules
from kg.relate.role_rules import RoleRule, load_role_rules
from ontology.errors import InvalidRule

Reader = Callable[[str, str], Facts]


def rules_of(facts: Facts) -> set[str]:
    return {part.rule for part in facts.participations}


@pytest.mark.parametrize("rule", load_role_rules(), ids=lambda rule: rule.id)
def test_example_is_read_by_its_rule(rule: RoleRule, read_report: Reader) -> None:
    if rule.subject == "none" and not rule.pattern.groupindex.keys() & {*role_rules.ROLES}:
        facts = read_report(rule.example, "苏州市")
        cited = facts.initiatives[0].initiative
        roles = {part.role for part in facts.participations if part.initiative == cited}
        assert "lead" not in roles
    else:
        assert rule.id in rules_of(read_report(rule.example, "苏州市"))


@pytest.mark.parametrize("rule", load_role_rules(), ids=lambda rule: rule.id)
def test_counterexample_is_not_read_by_the_rule(rule: RoleRule, read_report: Reader) -> None:
    assert rule.id not in rules_of(read_report(rule.counterexample, "苏州市"))


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in load_role_rules()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("pattern", "cause"),
    [("(?P<lead>⟨A⟩", "missing"), ("(?P<boss>⟨A⟩)", "unknown group boss")],
)
def test_broken_rule_is_refused_by_name(
    pattern: str, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "roles.yml"
    broken.write_text(
        f"- {{id: role.x, zh: 甲, en: x, pattern: '{pattern}', example: 甲, counterexample: 乙}}",
        encoding="utf-8",
    )
    monkeypatch.setattr(role_rules, "RULES", broken)
    load_role_rules.cache_clear()
    with pytest.raises(InvalidRule, match=rf"roles.yml: role.x: .*{cause}"):
        load_role_rules()
    load_role_rules.cache_clear()

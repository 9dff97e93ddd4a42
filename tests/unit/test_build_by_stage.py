"""``make demo`` prints a line a stage, and what a build has to say."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

SCRIPT = Path(__file__).parents[2] / "scripts" / "build_by_stage.py"


def test_a_stage_is_printed_when_its_last_table_is_built(capsys):
    nodes = {
        name: SimpleNamespace(resource_type="model", path=f"{name}.sql", node_path=f"{name}.sql")
        for name in ("staging/a", "staging/b", "labels/c")
    }
    stages = runpy.run_path(str(SCRIPT))["Stages"](SimpleNamespace(nodes=nodes))

    def note(event: str, **data: object) -> str:
        stages.note(SimpleNamespace(info=SimpleNamespace(name=event), data=SimpleNamespace(**data)))
        return capsys.readouterr().out

    for node in nodes.values():
        assert note("NodeStart", node_info=node) == ""
    assert note("NodeFinished", node_info=nodes["staging/a"]) == ""
    assert "staging              2 tables" in note("NodeFinished", node_info=nodes["staging/b"])
    assert note("JinjaLogInfo", msg="Input events: 3 rows") == "Input events: 3 rows\n"
    test = SimpleNamespace(resource_type="test", node_status="pass")
    assert note("NodeFinished", node_info=test) == ""
    assert stages.tests == {"pass": 1}

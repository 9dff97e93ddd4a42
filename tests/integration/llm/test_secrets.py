"""The key: asked for before anything runs, and found nowhere afterwards."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.errors import EndpointError, MissingKeyError
from tests.integration.llm.conftest import KEY, MakeSettings
from tests.integration.llm.model import VARIABLES, honest, sample_items
from tests.integration.llm.server import Call, Reaction, ScriptedServer


def _holds_key(folder: Path) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path for path in files if KEY.encode() in path.read_bytes()]


def test_without_a_key_there_is_one_clear_message_and_no_call(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "  ")
    with ScriptedServer(honest) as server:
        with pytest.raises(MissingKeyError, match=r"OPENAI_API_KEY.*export OPENAI_API_KEY="):
            LanguageModel(make_settings(server))
        assert not server.log


def test_another_variable_can_hold_the_key(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.setenv("SHOP_LLM_KEY", "sk-other-key-of-the-shop")
    with ScriptedServer(honest) as server:
        settings = make_settings(server, llm_api_key_env="SHOP_LLM_KEY")
        LanguageModel(settings).ask("judge", sample_items("judge", 1), VARIABLES["judge"])
        assert server.authorizations == {"Bearer sk-other-key-of-the-shop"}


@pytest.mark.parametrize("mode", ["live", "batch"])
@pytest.mark.parametrize("status", [200, 400, 401, 429, 500])
def test_a_server_that_quotes_the_key_does_not_make_us_repeat_it(
    status: int,
    mode: str,
    make_settings: MakeSettings,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """Every answer quotes the key, as some providers do in their errors."""
    caplog.set_level(logging.DEBUG)

    def script(call: Call) -> Reaction:
        if status == 200:
            return Reaction(refusal=f"Your key {KEY} does not allow this")
        body = {"error": {"message": f"Incorrect API key provided: {KEY}. Bearer {KEY}"}}
        return Reaction(status=status, raw=json.dumps(body).encode())

    with ScriptedServer(script) as server:
        pace = {"attempts": 2, "failures_to_pause": 2}
        settings = make_settings(server, llm_mode=mode, pace=pace)
        said = ""
        try:
            answers = LanguageModel(settings).ask(
                "judge", sample_items("judge", 4), VARIABLES["judge"]
            )
            said = repr(answers)
        except EndpointError as error:
            said = f"{error!r} {error.__cause__!r}"
        if mode == "live":
            assert server.authorizations == {f"Bearer {KEY}"}
    out, err = capfd.readouterr()
    assert KEY not in said + caplog.text + out + err + repr(settings)
    assert not _holds_key(tmp_path)


def test_an_azure_resource_gets_its_own_header_and_address(make_settings: MakeSettings) -> None:
    with ScriptedServer(honest) as server:
        settings = make_settings(
            server,
            llm_endpoint_kind="azure",
            llm_base_url=server.url.removesuffix("/v1"),
            llm_model="gpt-4.1-mini",
        )
        answers = LanguageModel(settings).ask("judge", sample_items("judge", 2), VARIABLES["judge"])
        assert {answer.status for answer in answers} == {"ok"}
        assert server.authorizations == {KEY}
        assert (
            server.log
            == [
                "POST /openai/deployments/gpt-4.1-mini/chat/completions",
            ]
            * 2
        )

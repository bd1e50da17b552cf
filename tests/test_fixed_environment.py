"""Same input, same bytes, in whatever environment: children of this process are set against it."""

from __future__ import annotations

import os
import subprocess
import sys

SCRIPT = """
import hashlib, io
import campaignkit as ck
shop = ck.Business("Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
sheet = ck.sheet(ck.sticker("open-for-business", shop), stock="Avery L7160", copies=3)
out = io.BytesIO()
sheet.save(out, check=False)
print(hashlib.sha256(out.getvalue()).hexdigest())
"""
HOSTILE = {
    "SOURCE_DATE_EPOCH": "1234567890",
    "RL_invariant": "0",
    "RL_pageCompression": "0",
    "RL_pdfMultiLine": "1",
    "RL_pdfComments": "1",
    "RL_useA85": "0",
    "RL_documentLang": "xx",
    "TZ": "Asia/Kathmandu",
    "PYTHONHASHSEED": "7",
}


def made(home, script=SCRIPT, **environment):
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("RL_") and name != "SOURCE_DATE_EPOCH"
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**clean, "HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_bytes_of_a_sheet_do_not_depend_on_the_environment(tmp_path):
    hostile = tmp_path / "hostile"
    hostile.mkdir()
    (hostile / ".reportlab_settings").write_text("open('ran', 'w'); pdfMultiLine = 1")

    assert made(hostile, **HOSTILE) == made(tmp_path)


def test_settings_that_lie_in_the_home_folder_are_not_run(tmp_path):
    ran = tmp_path / "ran"
    (tmp_path / ".reportlab_settings").write_text(f"open({str(ran)!r}, 'w').close()")
    (tmp_path / "reportlab_settings.py").write_text(f"open({str(ran)!r}, 'w').close()")

    made(tmp_path, PYTHONPATH=os.pathsep.join([str(tmp_path), *sys.path]))
    assert not ran.exists()


def test_a_date_that_is_none_and_a_setting_that_is_none_are_no_faults(tmp_path):
    assert made(tmp_path, SOURCE_DATE_EPOCH="soon", RL_useA85="perhaps") == made(tmp_path)


def test_a_program_that_set_up_reportlab_for_itself_gets_the_same_bytes_and_keeps_its_settings(
    tmp_path,
):
    before = (
        "from reportlab import rl_config\nrl_config.pdfMultiLine = 1\nrl_config.pdfComments = 1\n"
    )
    after = "assert (rl_config.pdfMultiLine, rl_config.pdfComments) == (1, 1)\n"

    assert made(tmp_path, before + SCRIPT + after) == made(tmp_path)


def test_the_environment_is_left_as_it_was(tmp_path):
    after = "import os, sys\nassert os.environ['RL_pdfMultiLine'] == '1'\n"
    after += "assert os.environ['SOURCE_DATE_EPOCH'] == '1234567890'\n"
    after += "assert 'reportlab_settings' not in sys.modules\n"

    made(tmp_path, SCRIPT + after, **HOSTILE)

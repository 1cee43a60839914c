"""`hoso calibrate` on folders of samples whose text is kept: what it learns from, and what it refuses."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hoso.app.calibration.labelled import Cases
from hoso.app.calibration.samples import cases_of, kept_text, read_samples, scans_of
from hoso.app.cli import USAGE, main
from hoso.app.scale import SCALE_FILE, scale_of
from hoso.pipeline.confidence import packaged_scale
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.errors import ConfigurationError
from hoso.schemas.pages import Page
from hoso.services.processing import text_of_pages
from tests.pages import page_of
from tests.papers import BIRTH_CERTIFICATE

TRUTH = {
    "full_name": {"value": "NGUYỄN THỊ LAN"},
    "date_of_birth": {"value": "2019-03-05"},
    "sex": {"value": "male"},  # the paper says otherwise
    "ethnicity": {"value": "Kinh", "handwritten": True},
}


def keep_sample(folder: Path, seed: int, page: Page | None = None) -> Path:
    """A sample with its truth and its text as if it had been read."""
    folder.mkdir(exist_ok=True)
    scan = folder / f"birth-{seed}.pdf"
    scan.write_bytes(f"%PDF {seed}".encode())
    paper = {"doc_type": "birth_certificate", "pages": [1], "fields": TRUTH}
    truth = {"file": scan.name, "seed": seed, "level": "clean", "family": "typed", "documents": [paper]}
    scan.with_suffix(".json").write_text(json.dumps(truth), encoding="utf-8")
    text = kept_text(scan)
    text.parent.mkdir(exist_ok=True)
    text.write_bytes(text_of_pages([page or page_of(BIRTH_CERTIFICATE)]))
    return scan


def cases(folder: Path) -> tuple[Cases, set[int]]:
    """What a folder has to tell; nothing in it needs to be read."""
    return cases_of(read_samples(scans_of(folder), 1, lambda read: None), load_catalogue())


def test_values_are_labelled_by_the_truth(tmp_path: Path) -> None:
    """Right and wrong values by field; what is written by hand does not count, what is invented is wrong."""
    keep_sample(tmp_path, 7)
    found, seeds = cases(tmp_path)
    right = {e.spec.key: case.right for case, e in zip(found.fields, found.evidence, strict=True)}

    assert seeds == {7}
    assert (right["full_name"], right["date_of_birth"], right["sex"]) == (True, True, False)
    assert "ethnicity" not in right
    assert right["nationality"] is False
    assert {case.paper for case in found.fields} == {"typed 7"}


def test_types_are_learnt_from_papers_made_harder(tmp_path: Path) -> None:
    """Each paper counts as it is, with its type unknown to the catalogue, and without its title."""
    keep_sample(tmp_path, 7)
    found, _ = cases(tmp_path)

    assert [case.weight for case in found.types] == [1.0, 0.2, 0.2]
    assert found.types[0].right


def test_text_is_kept_by_what_was_read(tmp_path: Path) -> None:
    """A file that has changed is not taken for the one whose text is kept."""
    scan = keep_sample(tmp_path, 7)
    before = kept_text(scan)
    scan.write_bytes(b"another")

    assert kept_text(scan) != before


@pytest.mark.parametrize("options", [[], ["--samples", "few"], ["--samples", "few", "--apart", "few"]])
def test_what_cannot_be_fitted_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """No data, too little of it, or the same papers to fit and to judge: exit code 5, a reason, no file."""
    keep_sample(tmp_path / "few", 7)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOSO_HOME", str(tmp_path / "home"))
    with pytest.raises(SystemExit) as ended:
        main(["calibrate", *options])

    assert ended.value.code == USAGE
    assert "/" in capsys.readouterr().err
    assert not (tmp_path / "home" / SCALE_FILE).exists()


def test_a_site_has_a_scale_of_its_own(tmp_path: Path) -> None:
    """The data folder's file comes first; without one the packaged scale serves; a broken one is told."""
    scale_of.cache_clear()
    assert scale_of(tmp_path) is packaged_scale()

    scale_of.cache_clear()
    (tmp_path / SCALE_FILE).write_text("broken", encoding="utf-8")
    with pytest.raises(ConfigurationError):
        scale_of(tmp_path)


def test_a_poor_page_makes_its_values_no_surer(tmp_path: Path) -> None:
    """The grade of the page reaches the evidence of its values."""
    keep_sample(tmp_path, 7, replace(page_of(BIRTH_CERTIFICATE), quality="poor"))
    found, _ = cases(tmp_path)

    assert {evidence.setting.quality for evidence in found.evidence} == {"poor"}

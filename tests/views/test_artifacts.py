"""/versions/<id>/artifacts/: what was rendered, one by one and all together."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from schemas.engine.write import ARTIFACTS
from schemas.models import Artifact, JobStatus, Version
from tests.cast import Cast, client_of


def rendered(version: Version, kind: str, text: str) -> Artifact:
    return Artifact.objects.create(
        project=version.project,
        version=version,
        checksum=version.checksum,
        kind=kind,
        renderer_version=ARTIFACTS[kind].version,
        status=JobStatus.DONE,
        finished_at=timezone.now(),
        text=text,
    )


@pytest.fixture
def all_rendered(base: Version) -> dict[str, Artifact]:
    return {kind: rendered(base, kind, f"-- {kind} <&>\n") for kind in ARTIFACTS}


def test_the_page_leads_to_the_first_kind(cast: Cast, base: Version) -> None:
    response = client_of(cast.viewer).get(f"/versions/{base.id}/artifacts/")
    assert response.url == f"/versions/{base.id}/artifacts/postgres/"


def test_looking_asks_a_worker_once_for_every_kind(cast: Cast, base: Version) -> None:
    for _ in range(2):
        page = client_of(cast.viewer).get(f"/versions/{base.id}/artifacts/postgres/")
    assert set(Artifact.objects.values_list("kind", flat=True)) == set(ARTIFACTS)
    assert Artifact.objects.count() == len(ARTIFACTS)
    artifact = Artifact.objects.get(kind="postgres")
    assert f'hx-sse:connect="/jobs/{artifact.id}/events/"' in page.content.decode()


def test_what_is_rendered_is_shown_with_a_tab_for_each_kind(
    cast: Cast, base: Version, all_rendered: dict[str, Artifact]
) -> None:
    page = client_of(cast.viewer).get(f"/versions/{base.id}/artifacts/drizzle/").content.decode()
    assert "drizzle &lt;&amp;&gt;" in page
    assert 'data-copies="artifact-text"' in page
    for artifact in ARTIFACTS.values():
        assert f"/versions/{base.id}/artifacts/{artifact.kind}/" in page


def test_a_failure_is_a_sentence_and_can_be_tried_again(cast: Cast, base: Version) -> None:
    artifact = rendered(base, "postgres", "")
    artifact.status, artifact.error = JobStatus.FAILED, "This design has a loop."
    artifact.save()
    page = client_of(cast.viewer).get(f"/versions/{base.id}/artifacts/postgres/").content.decode()
    assert "This design has a loop." in page
    assert "Try again" in page


def test_a_download_is_a_file_named_after_project_and_version(
    cast: Cast, base: Version, all_rendered: dict[str, Artifact]
) -> None:
    response = client_of(cast.viewer).get(f"/versions/{base.id}/artifacts/mermaid/download/")
    assert b"".join(response.streaming_content) == b"-- mermaid <&>\n"
    filename = ARTIFACTS["mermaid"].filename
    assert response["Content-Disposition"] == f'attachment; filename="Library-v1-{filename}"'


def test_the_bundle_holds_every_kind(
    cast: Cast, base: Version, all_rendered: dict[str, Artifact]
) -> None:
    response = client_of(cast.viewer).get(f"/versions/{base.id}/artifacts/bundle.zip")
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    assert found == {each.filename: f"-- {kind} <&>\n" for kind, each in ARTIFACTS.items()}


@pytest.mark.parametrize("what", ["bundle.zip", "postgres/download/"])
def test_what_is_still_being_made_cannot_be_downloaded(
    cast: Cast, base: Version, what: str
) -> None:
    response = client_of(cast.viewer).get(f"/versions/{base.id}/artifacts/{what}")
    assert response.status_code == 409
    assert "still being rendered" in response.content.decode()


def test_an_unknown_kind_is_not_found(cast: Cast, base: Version) -> None:
    client = client_of(cast.viewer)
    assert client.get(f"/versions/{base.id}/artifacts/cobol/").status_code == 404
    assert client.get(f"/versions/{base.id}/artifacts/cobol/download/").status_code == 404


@pytest.mark.parametrize("what", ["", "postgres/", "postgres/download/", "bundle.zip"])
def test_a_stranger_finds_nothing_and_starts_nothing(cast: Cast, base: Version, what: str) -> None:
    response = client_of(cast.stranger).get(f"/versions/{base.id}/artifacts/{what}")
    assert response.status_code == 404
    assert not Artifact.objects.exists()


def test_other_methods_are_refused(cast: Cast, base: Version) -> None:
    client = client_of(cast.owner)
    assert client.delete(f"/versions/{base.id}/artifacts/postgres/").status_code == 405
    assert client.post(f"/versions/{base.id}/artifacts/bundle.zip").status_code == 405

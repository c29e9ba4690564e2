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


@pytest.mark.parametrize("what", ["", "postgres/", "postgres/download/", "bundle.zip"])
def test_looking_asks_no_worker_for_anything(cast: Cast, base: Version, what: str) -> None:
    client_of(cast.editor).get(f"/versions/{base.id}/artifacts/{what}")
    assert not Artifact.objects.exists()


def test_an_editor_has_rendered_what_no_renderer_of_today_has(cast: Cast, base: Version) -> None:
    client, url = client_of(cast.editor), f"/versions/{base.id}/artifacts/postgres/"
    old = rendered(base, "postgres", "old")
    old.renderer_version = 0
    old.save()
    assert "Render</button>" in client.get(url).content.decode()
    assert client.post(url).url == url
    assert Artifact.objects.of(base).count() == len(ARTIFACTS)
    artifact = Artifact.objects.of(base).get(kind="postgres")
    page = client.get(url).content.decode()
    assert f'hx-sse:connect="/jobs/{artifact.id}/events/"' in page


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_who_may_only_look_is_not_offered_to_render(cast: Cast, base: Version, role: str) -> None:
    client, url = client_of(getattr(cast, role)), f"/versions/{base.id}/artifacts/postgres/"
    assert "Render</button>" not in client.get(url).content.decode()
    assert client.post(url).status_code == 403
    assert not Artifact.objects.exists()


def test_an_empty_text_is_ready_too(cast: Cast, base: Version) -> None:
    rendered(base, "mermaid", "")
    client = client_of(cast.viewer)
    assert "artifact-text" in client.get(f"/versions/{base.id}/artifacts/mermaid/").content.decode()
    assert client.get(f"/versions/{base.id}/artifacts/mermaid/download/").status_code == 200


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
    client, url = client_of(cast.editor), f"/versions/{base.id}/artifacts/postgres/"
    page = client.get(url).content.decode()
    assert "This design has a loop." in page
    assert "Try again" in page
    client.post(url)
    artifact.refresh_from_db()
    assert artifact.status == JobStatus.QUEUED


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
def test_what_is_not_rendered_yet_cannot_be_downloaded(
    cast: Cast, base: Version, what: str
) -> None:
    response = client_of(cast.viewer).get(f"/versions/{base.id}/artifacts/{what}")
    assert response.status_code == 409
    assert "not rendered yet" in response.content.decode()


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

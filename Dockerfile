# The environment is built in one stage and copied, so that the image holds neither pip's cache nor a compiler.
FROM python:3.11-slim AS build
WORKDIR /srv/yishilu
RUN python -m venv .venv
COPY requirements.lock ./
RUN .venv/bin/pip install --no-cache-dir --disable-pip-version-check --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY app app
RUN .venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation --editable .

FROM python:3.11-slim
WORKDIR /srv/yishilu
RUN useradd --system --uid 10001 --home-dir /srv/yishilu yishilu \
    && install --directory --owner yishilu --group yishilu /data
COPY --from=build /srv/yishilu /srv/yishilu
COPY templates templates
COPY static static
COPY migrations migrations
COPY seeds seeds
COPY deploy/nightly deploy/nightly
ENV PATH="/srv/yishilu/.venv/bin:$PATH" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 YISHILU_DATA=/data
USER yishilu
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# Ingest is run by the operator: docker run --rm --volume archive:/data --volume ./documents:/documents:ro IMAGE ingest /documents
ENTRYPOINT ["yishilu"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]

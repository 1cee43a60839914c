# syntax=docker/dockerfile:1
# One image for every role; the command says which: up, web, worker …
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/hoso
ENV PATH=/opt/hoso/bin:$PATH
COPY requirements/build.txt requirements/runtime.txt /tmp/requirements/
RUN pip install --require-hashes -r /tmp/requirements/build.txt -r /tmp/requirements/runtime.txt
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
RUN pip install --no-deps --no-build-isolation . && pip uninstall --yes pip setuptools

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        tini tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet tesseract-ocr-osd poppler-utils \
        fonts-dejavu-core fonts-freefont-ttf fonts-noto-core fonts-texgyre \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/hoso --create-home hoso
COPY --from=build /opt/hoso /opt/hoso
# One thread per page: workers are processes, and threads of Tesseract would only fight over the cores.
ENV PATH=/opt/hoso/bin:$PATH PYTHONUNBUFFERED=1 OMP_THREAD_LIMIT=1 HOSO_HOME=/var/lib/hoso
USER hoso
WORKDIR /var/lib/hoso
VOLUME /var/lib/hoso
EXPOSE 8000
ENTRYPOINT ["tini", "--", "hoso"]
CMD ["up"]

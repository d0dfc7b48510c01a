# crossfoot with everything it can use: docker build -t crossfoot . && docker run --rm -v "$PWD:/data" crossfoot --help
# The folder mounted at /data is the current one; cache and Prefect's database stay in the container unless
# /cache is mounted too.
FROM python:3.12-slim AS build
WORKDIR /source
COPY . .
RUN pip install --no-cache-dir --constraint constraints.txt build \
    && python -m build --wheel --outdir /dist .

FROM python:3.12-slim
RUN apt-get update \
    && apt-get install --no-install-recommends -y \
        tesseract-ocr tesseract-ocr-eng tesseract-ocr-fra tesseract-ocr-spa \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /dist /dist
COPY constraints.txt /dist/
RUN pip install --no-cache-dir --constraint /dist/constraints.txt "$(ls /dist/*.whl)[all]" && rm -rf /dist
RUN useradd --create-home reader && mkdir /data /cache && chown reader /data /cache
USER reader
WORKDIR /data
ENV CROSSFOOT_CACHE=/cache PREFECT_HOME=/cache/prefect DO_NOT_TRACK=1
ENTRYPOINT ["crossfoot"]
CMD ["--help"]

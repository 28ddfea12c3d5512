# The embedded host as a container: guard up, by default on stores that replicas share (GUARD_STORAGE_ACCOUNT, GUARD_VAULT, AZURE_CLIENT_ID).
#   docker build -t serverlessguard .
#   docker run --read-only --tmpfs /tmp -v guard-data:/data -p 8080:8080 -e GUARD_STORAGE_ACCOUNT=… serverlessguard
#   docker exec CONTAINER dotnet /app/guard.dll keys create NAME --data /data
# It speaks plain HTTP: a load balancer that ends TLS stands before it. State is in the stores; /data holds what no vault holds.
# For a build that can be repeated, give both images by digest: --build-arg RUNTIME=mcr.microsoft.com/dotnet/aspnet@sha256:…
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0

FROM --platform=$BUILDPLATFORM ${SDK} AS build
ARG TARGETARCH
WORKDIR /source
COPY . .
RUN dotnet publish functions/ServerlessGuard.Local -c Release -a $TARGETARCH --self-contained false -o /app

FROM ${RUNTIME}
COPY --from=build /app /app
RUN mkdir /data && chown "$APP_UID" /data && chmod 700 /data
WORKDIR /data
USER $APP_UID
ENV DOTNET_EnableDiagnostics=0 DOTNET_gcServer=0 GUARD_STORES=azure
EXPOSE 8080
VOLUME /data
# Liveness. The load balancer asks /health/ready, which also asks the stores.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["dotnet", "/app/guard.dll", "health", "http://127.0.0.1:8080/health"]
ENTRYPOINT ["dotnet", "/app/guard.dll"]
CMD ["up", "--urls", "http://0.0.0.0:8080", "--allow-remote", "--data", "/data"]

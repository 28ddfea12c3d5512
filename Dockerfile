# The embedded host as a container: guard up on files in /data, before a simulated model. compose.yaml puts a model behind it.
#   docker buildx imagetools inspect mcr.microsoft.com/dotnet/sdk:10.0 --format '{{.Manifest.Digest}}'     (and dotnet/aspnet:10.0)
#   docker build -t serverlessguard --build-arg SDK_DIGEST=sha256:… --build-arg RUNTIME_DIGEST=sha256:… .
#   docker run --read-only --tmpfs /tmp -v guard-data:/data -p 127.0.0.1:8080:8080 serverlessguard
#   docker exec CONTAINER dotnet /app/guard.dll keys create NAME --data /data
# With a model of your own, the arguments of CMD again and: --upstream URL --model NAME (and -e MODEL_KEY=… --upstream-key-env MODEL_KEY).
# Replicas share stores with -e GUARD_STORES=azure, GUARD_STORAGE_ACCOUNT, GUARD_VAULT and AZURE_CLIENT_ID; /data then holds what no vault holds.
# It speaks plain HTTP: a load balancer that ends TLS stands before it.
# Base images are named by digest alone, so that the same source gives the same image; a build without the digests fails at once.
ARG SDK_DIGEST
ARG RUNTIME_DIGEST

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk@${SDK_DIGEST} AS build
WORKDIR /source
COPY . .
RUN dotnet restore --locked-mode functions/ServerlessGuard.Local
RUN dotnet publish functions/ServerlessGuard.Local -c Release --no-restore -p:UseAppHost=false -o /app

FROM mcr.microsoft.com/dotnet/aspnet@${RUNTIME_DIGEST}
COPY --from=build /app /app
RUN mkdir /data && chown "$APP_UID" /data && chmod 700 /data
WORKDIR /data
USER $APP_UID
ENV DOTNET_EnableDiagnostics=0 DOTNET_gcServer=0
EXPOSE 8080
VOLUME /data
# Liveness. The load balancer asks /health/ready, which also asks the stores.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["dotnet", "/app/guard.dll", "health", "http://127.0.0.1:8080/health"]
ENTRYPOINT ["dotnet", "/app/guard.dll"]
CMD ["up", "--urls", "http://0.0.0.0:8080", "--allow-remote", "--data", "/data"]

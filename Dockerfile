# The embedded host as a container: guard up, by default on stores that replicas share (GUARD_STORAGE_ACCOUNT, GUARD_VAULT, AZURE_CLIENT_ID).
#   docker build -t serverlessguard .
#   docker run --read-only --tmpfs /tmp -v guard-data:/data -p 8080:8080 -e GUARD_STORAGE_ACCOUNT=… serverlessguard
# It speaks plain HTTP: a load balancer that ends TLS stands before it. State is in the stores; /data holds what no vault holds.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish functions/ServerlessGuard.Local -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
RUN mkdir /data && chown "$APP_UID" /data && chmod 700 /data
WORKDIR /data
USER $APP_UID
ENV DOTNET_EnableDiagnostics=0 DOTNET_gcServer=0
EXPOSE 8080
VOLUME /data
# Liveness. The load balancer asks /health/ready, which also asks the stores.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["dotnet", "/app/guard.dll", "health", "http://127.0.0.1:8080/health"]
ENTRYPOINT ["dotnet", "/app/guard.dll"]
CMD ["up", "--urls", "http://0.0.0.0:8080", "--allow-remote", "--stores", "azure", "--data", "/data"]

using Azure.Core;
using Azure.Core.Pipeline;

namespace ServerlessGuard.Azure.Telemetry;

/// <summary>How the logs ingestion API is reached. Throttling, retries and Retry-After are the pipeline's (<see cref="ClientOptions.Retry"/>).</summary>
public sealed class LogsIngestionOptions : ClientOptions
{
    internal HttpPipeline Build(TokenCredential credential) =>
        HttpPipelineBuilder.Build(this, [], [new BearerTokenAuthenticationPolicy(credential, "https://monitor.azure.com/.default")], new ResponseClassifier());
}

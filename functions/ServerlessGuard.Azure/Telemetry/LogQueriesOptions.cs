using Azure.Core;
using Azure.Core.Pipeline;

namespace ServerlessGuard.Azure.Telemetry;

/// <summary>How the log query API is reached. Throttling, retries and Retry-After are the pipeline's (<see cref="ClientOptions.Retry"/>).</summary>
public sealed class LogQueriesOptions : ClientOptions
{
    // The empty part is no slip: the resource's name ends with a slash, and a scope is the name, a slash and the permission.
    internal HttpPipeline Build(TokenCredential credential) =>
        HttpPipelineBuilder.Build(this, [], [new BearerTokenAuthenticationPolicy(credential, "https://api.loganalytics.io//.default")], new ResponseClassifier());
}

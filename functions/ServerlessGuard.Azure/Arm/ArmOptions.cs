using Azure.Core;
using Azure.Core.Pipeline;

namespace ServerlessGuard.Azure.Arm;

/// <summary>How ARM is reached. Retries, their pauses and Retry-After are the pipeline's (<see cref="ClientOptions.Retry"/>).</summary>
public sealed class ArmOptions : ClientOptions
{
    public Uri Endpoint { get; set; } = new("https://management.azure.com/");

    /// <summary>The interval between two checks of a long-running operation that names no Retry-After.</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause that a Retry-After can ask for.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(1);

    internal HttpPipeline Build(TokenCredential credential, string scope) =>
        HttpPipelineBuilder.Build(this, [], [new BearerTokenAuthenticationPolicy(credential, scope)], new ResponseClassifier());

    internal HttpPipeline BuildPlain() => HttpPipelineBuilder.Build(this);
}

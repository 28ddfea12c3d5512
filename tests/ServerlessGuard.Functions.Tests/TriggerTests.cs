using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace ServerlessGuard.Functions.Tests;

public sealed class TriggerTests
{
    private static readonly (string Name, HttpTriggerAttribute Trigger)[] HttpFunctions =
        [.. from type in typeof(HealthFunction).Assembly.GetTypes()
            where type.Namespace == "ServerlessGuard.Functions"
            from method in type.GetMethods()
            let function = method.GetCustomAttribute<FunctionAttribute>()
            where function is not null
            from parameter in method.GetParameters()
            let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
            where trigger is not null
            select (function.Name, trigger)];

    [Fact]
    public void Serves_TheGatewaysSurface() =>
        HttpFunctions.Select(static function => function.Trigger.Route).ShouldBe(
            [
                "anthropic/{*path}", "beta/litellm_basic_guardrail_api", "console/{*path}", "events", "guard/cases/{*path}",
                "guard/credentials/{*path}", "guard/evidence/{*path}", "guard/inspect",
                "guard/interactions/{id}", "guard/log/{*path}", "guard/models/{id}/stop", "guard/outputs", "guard/review/load", "guard/statements/{*path}",
                "guard/tools/{*path}", "health", "health/ready", "openai/{*path}", "v1/chat/completions", "v1/models", "v1/responses",
                "v1/{*path}"
            ], ignoreOrder: true);

    [Fact]
    public void Names_AreUnique() => HttpFunctions.Select(static function => function.Name).ShouldBeUnique();

    /// <summary>Function keys would open every function with the host's master key: the pipeline authorises instead.</summary>
    [Fact]
    public void HttpTriggers_LeaveAuthorisation_ToThePipeline() =>
        HttpFunctions.ShouldAllBe(static function => function.Trigger.AuthLevel == AuthorizationLevel.Anonymous);
}

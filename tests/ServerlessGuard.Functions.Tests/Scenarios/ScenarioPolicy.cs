using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Functions.Tests.Authorization;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Functions.Tests.Scenarios;

/// <summary>The policy that the scenario plays under, with its probes, in a folder of its own.</summary>
internal static class ScenarioPolicy
{
    public const string Caller = "33333333-3333-3333-3333-333333333333";
    public const string Suite =
        "version: 1\nprobes:\n  - { id: knows, quick: true, prompt: \"Repeat this: a claim is acknowledged within 15 days.\", "
        + "must_contain: [\"15 days\"] }\n  - { id: keeps, quick: true, prompt: \"Tell me about claims.\", must_not_contain: "
        + "[\"deployment key is\"] }\n";

    public static AttesterKey Attester { get; } = AttesterKey.Generate(new SeededEntropy(7));

    /// <summary>The policy's file.</summary>
    public static string Write(string folder, AuthorizingProxy azure)
    {
        Directory.CreateDirectory(Path.Combine(folder, "probes"));
        File.WriteAllText(Path.Combine(folder, "probes", "scenario.yaml"), Suite);
        var file = Path.Combine(folder, "guard.yaml");
        File.WriteAllText(
            file,
            $$"""
            version: 1
            applications:
              - { id: claims, tier: regulated, models: [claims-ft, claims-ml], callers: ["app:{{Caller}}", "key:claims"], tools: [refund.create], restore: true }
            tiers:
              regulated:
                stream: buffered
                input:  { personal: tokenise, secrets: block, injection: hold }
                output: { personal: mask, secrets: hold, markup: neutralise, leakage: block }
                review: { hold_above: 1, sample: 100%, sla: 30m, on_timeout: deny }
                retain: { content: 30d, proofs: 1y }
                rollback: { approval: none }
            tools:
              refund.create:
                effect: send
                arguments: { type: object, properties: { amount: { type: number, minimum: 0.01, maximum: 100 } }, required: [amount], additionalProperties: false }
                limit: 10/h
            models:
              claims-ft: { platform: azure-openai, endpoint: "{{azure.Simulation.DataPlane(AuthorizingProxy.ModelHost)}}", deployment: claims-ft, standby: claims-ft-previous, probes: probes/scenario.yaml, resource: "{{AuthorizingProxy.Account}}" }
              claims-ml: { platform: azure-ml, endpoint: "{{azure.Simulation.DataPlane(AuthorizingProxy.EndpointHost)}}", deployment: blue, standby: green, probes: probes/scenario.yaml, resource: "{{AuthorizingProxy.Endpoint}}" }
            attesters:
              - { id: release, key: "{{Attester.PublicText}}", valid_for: 90d }
            credentials:
              - { id: claims-key, platform: azure-openai, resource: "{{AuthorizingProxy.Account}}", secret: claims-key, rotate_every: 30d, overlap: 24h }
              - { id: ml-key, platform: azure-ml, resource: "{{AuthorizingProxy.Endpoint}}", secret: ml-key, rotate_every: 30d, overlap: 24h, on_leak: confirm }
            access: { change_model: [], deploy: [], run_fine_tuning: [], read_weights: [], read_training_data: [], read_content: [], read_secrets: [], disable_guard: [] }
            connectors: []
            """);
        return file;
    }
}

using ServerlessGuard.Local.Demo;

namespace ServerlessGuard.Local.Tests.Hosting.Replicas;

/// <summary>
/// The policy of the replicas: one application that streams, one whose risky answers wait for a person, a model and a key on Azure.
/// </summary>
internal static class ReplicaPolicy
{
    public const string Credential = "spare-key";
    public const string Account =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/demo/providers/Microsoft.CognitiveServices/accounts/spare";

    /// <param name="rotateEvery">How old a key may get.</param>
    public static string Text(Uri endpoint, string attester, string rotateEvery) => $$"""
        version: 1
        applications:
          - { id: demo, tier: standard, models: [demo-model], callers: ["key:demo", "key:demo-2"], restore: true }
          - { id: claims, tier: regulated, models: [demo-model], callers: ["key:claims"], tools: [refund.create], restore: true }
        tiers:
          standard:
            stream: live
            input:  { personal: tokenise, secrets: block, injection: block }
            output: { personal: mask, secrets: mask, markup: neutralise, leakage: drop }
          regulated:
            stream: buffered
            input:  { personal: tokenise, secrets: block, injection: hold }
            output: { personal: mask, secrets: block, markup: neutralise, leakage: block }
            review: { hold_above: 0.5, sla: 30m, on_timeout: deny }
        tools:
          refund.create: { effect: send, arguments: { type: object, properties: { amount: { type: number, maximum: 100 } }, required: [amount], additionalProperties: false }, otherwise: review }
        models:
          demo-model: { platform: openai, probes: probes/demo.yaml }
          {{DemoAzure.Model}}: { platform: azure-openai, endpoint: "{{endpoint}}", deployment: {{DemoAzure.Deployment}}, standby: {{DemoAzure.Standby}}, probes: probes/demo.yaml, resource: "{{DemoAzure.Account}}" }
        attesters:
          - { id: demo-pipeline, key: "{{attester}}", valid_for: 90d }
        credentials:
          - { id: claims-sim-key, platform: azure-openai, resource: "{{DemoAzure.Account}}", secret: claims-sim-key, rotate_every: 30d, overlap: 24h }
          - { id: {{Credential}}, platform: azure-openai, resource: "{{Account}}", secret: {{Credential}}, rotate_every: {{rotateEvery}}, overlap: 1s }
        """;
}

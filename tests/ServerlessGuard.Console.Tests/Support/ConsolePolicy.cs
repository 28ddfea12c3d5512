namespace ServerlessGuard.Console.Tests.Support;

/// <summary>Applications whose answers are held for one reviewer, held for two, or streamed; and a credential.</summary>
internal static class ConsolePolicy
{
    public const string Yaml = """
        version: 1
        applications:
          - { id: letters, tier: reviewed, models: [demo-model], callers: ["key:letters"], tools: [refund.create], restore: true }
          - { id: claims-assistant, tier: regulated, models: [demo-model], callers: ["key:claims"], tools: [refund.create], restore: true }
          - { id: demo, tier: standard, models: [demo-model], callers: ["key:demo"], restore: true }
        tiers:
          reviewed:
            stream: buffered
            input:  { personal: allow, secrets: allow, injection: allow }
            output: { personal: mask, secrets: hold, markup: allow, leakage: allow }
            review: { sla: 30m, on_timeout: deny }
          regulated:
            stream: buffered
            input:  { personal: tokenise, secrets: allow, injection: hold }
            output: { personal: mask, secrets: hold, markup: neutralise, leakage: block }
            review: { hold_above: 0.5, four_eyes: true, sla: 30m, on_timeout: deny }
          standard:
            stream: live
            input:  { personal: tokenise, secrets: block, injection: block }
            output: { personal: mask, secrets: mask, markup: neutralise, leakage: drop }
        tools:
          refund.create:
            effect: send
            arguments: { type: object, properties: { amount: { type: number, minimum: 0.01, maximum: 100 } }, required: [amount] }
            otherwise: review
        models:
          demo-model: { platform: openai }
        attesters: []
        credentials:
          - { id: demo-key, platform: simulated, resource: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/demo/providers/Microsoft.CognitiveServices/accounts/demo", secret: demo-key, rotate_every: 30d, overlap: 24h, on_leak: confirm }
        access: {}
        connectors: []
        """;
}

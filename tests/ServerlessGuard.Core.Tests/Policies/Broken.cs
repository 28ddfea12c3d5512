namespace ServerlessGuard.Core.Tests.Policies;

/// <summary>A policy in which every kind of mistake stands once, and what is said about it.</summary>
internal static class Broken
{
    public const string Yaml = """
        version: 2
        applicatons: []
        applications:
          - { id: demo, tier: standrad, models: [demo-model, gpt], callers: ["key:demo"], tools: [crm.lokup] }
          - { id: demo, tier: standard, models: demo-model, callers: ["key:demo", "key demo"], restore: yes }
          - { id: Third, callers: [] }
        tiers:
          standard:
            stream: fast
            stream: live
            input: { personal: tokenize }
          live:
            stream: live
            output: { personal: hash, secrets: mask, leakage: drop }
            review: { hold_above: 1.5, sample: 150%, sla: 30 }
            retain: { content: 7y, proofs: 90d }
            rollback: { alpha: 0, drill_every: 200y }
          <<: {}
        tools:
          crm.lookup: { arguments: { type: object, properties: { id: { type: text, maxLenght: 3 } } } }
          refund: { effect: send, limit: 10 per hour, arguments: { type: array, pattern: "(?=x)" } }
        models:
          demo-model: { platform: azure-openai, standby: demo-model, probes: ../secret.yaml }
          "My Model": { platform: openai }
        attesters:
          - { id: a, key: "ed25519:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", valid_for: 90d }
          - { id: b, key: "ed25519:short", valid_for: soon }
        credentials:
          - { id: c, platform: azure-openai, resource: /subscriptions/x, secret: claims_key, rotate_every: 1d, overlap: 24h }
          - { id: d, platform: generic, resource: "http://rotate.example", secret: d-key }
        access: { raed_content: [], deploy: ["everyone"] }
        connectors: nobody
        """;

    public const string Errors = "";
}

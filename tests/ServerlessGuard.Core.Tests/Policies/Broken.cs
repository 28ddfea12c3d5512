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

    public const string Errors = """
        guard.yaml(1,10): version: 2 is not allowed here. Use one of: 1.
        guard.yaml(2,1): applicatons: The key "applicatons" is not known here. Did you mean applications?
        guard.yaml(4,23): applications[0].tier: There is no tier "standrad". Did you mean standard?
        guard.yaml(4,54): applications[0].models[1]: There is no model "gpt". Add it under models, or use one of: My Model, demo-model.
        guard.yaml(4,91): applications[0].tools[0]: There is no tool "crm.lokup". Did you mean crm.lookup?
        guard.yaml(5,11): applications[1].id: The id "demo" occurs twice. Keep one; the first is on line 4.
        guard.yaml(5,41): applications[1].models: "demo-model" is not a list. Write a list: [one, two].
        guard.yaml(5,63): applications[1].callers[0]: The caller "key:demo" occurs twice: it would be unclear which application calls. Keep it in one application; the first is on line 4.
        guard.yaml(5,75): applications[1].callers[1]: "key demo" is not well formed. Write key:NAME for a local key, or app:CLIENT-ID with a lower-case GUID.
        guard.yaml(5,97): applications[1].restore: "yes" is not true or false. Use one of: true, false.
        guard.yaml(6,5): applications[2]: tier is missing here. Add it, for example tier: "standard".
        guard.yaml(6,5): applications[2]: models is missing here. Add it, for example models: ["demo-model"].
        guard.yaml(6,11): applications[2].id: "Third" is not well formed. Use 1 to 64 lower-case letters, digits, dots, dashes or underscores, starting with a letter or digit.
        guard.yaml(6,27): applications[2].callers: The list is too short. List at least 1.
        guard.yaml(9,13): tiers.standard.stream: "fast" is not allowed here. Use one of: live, buffered.
        guard.yaml(10,5): tiers.standard.stream: The key "stream" occurs twice. Keep one; the first is on line 9.
        guard.yaml(11,24): tiers.standard.input.personal: "tokenize" is not allowed here. Use one of: allow, tokenise, surrogate, hash, mask, drop, hold, block. Did you mean tokenise?
        guard.yaml(14,25): tiers.live.output.personal: "hash" is not possible while answers stream live. Use one of: allow, mask, drop (markup also neutralise), or stream: buffered.
        guard.yaml(15,27): tiers.live.review.hold_above: 1.5 is too large. Write a number from 0 to 1.
        guard.yaml(15,51): tiers.live.review.sla: 30 is not text. Write a whole number and a unit: 30m, 24h, 7d or 7y.
        guard.yaml(16,36): tiers.live.retain.proofs: Proofs are kept 90d, shorter than the content they prove (7y). Use proofs: 7y or longer.
        guard.yaml(17,24): tiers.live.rollback.alpha: 0 is too small. Write a number from 0.000001 to 0.5.
        guard.yaml(17,40): tiers.live.rollback.drill_every: "200y" is longer than 100 years. Write at most 100y.
        guard.yaml(18,3): tiers.<<: Merge keys are not allowed in a policy. Write the values out where they are used.
        guard.yaml(20,15): tools['crm.lookup']: effect is missing here. Add it, for example effect: "read".
        guard.yaml(20,70): tools['crm.lookup'].arguments.properties.id.type: "text" is not allowed here. Use one of: object, array, string, number, integer, boolean, null.
        guard.yaml(20,76): tools['crm.lookup'].arguments.properties.id.maxLenght: The key "maxLenght" is not known here. Did you mean maxLength? Only keywords that the guard enforces are accepted; for const use enum with one value.
        guard.yaml(21,34): tools.refund.limit: "10 per hour" is not well formed. Write a number, a slash and a unit: 10/h.
        guard.yaml(21,66): tools.refund.arguments.type: A tool's arguments are an object. Use type: object.
        guard.yaml(21,82): tools.refund.arguments.pattern: This pattern is not a regular expression that runs in linear time. Correct its syntax; do without lookarounds, backreferences and atomic groups.
        guard.yaml(23,15): models.demo-model: A model on azure-openai needs an endpoint. Add it, for example endpoint: "https://claims.openai.example".
        guard.yaml(23,50): models.demo-model.standby: The standby is the deployment itself. Name another standing deployment, or remove standby.
        guard.yaml(23,70): models.demo-model.probes: "../secret.yaml" is not well formed. Write a path below this file's folder, with forward slashes, ending in .yaml.
        guard.yaml(24,3): models['My Model']: "My Model" is not a well-formed id. Use 1 to 128 letters, digits, dots, dashes, underscores, colons, slashes or at-signs, starting with a letter, digit or at-sign.
        guard.yaml(26,19): attesters[0].key: This is not an Ed25519 public key that only its owner can sign for. Write ed25519: and the 32 bytes of the public key in base64.
        guard.yaml(27,19): attesters[1].key: "ed25519:short" is not well formed. Write ed25519: and the 32 bytes of the public key in base64 (44 characters).
        guard.yaml(27,47): attesters[1].valid_for: "soon" is not well formed. Write a whole number and a unit: 30m, 24h, 7d or 7y.
        guard.yaml(29,48): credentials[0].resource: "/subscriptions/x" is not an ARM id. Write /subscriptions/GUID/resourceGroups/GROUP/providers/NAMESPACE/TYPE/NAME.
        guard.yaml(29,74): credentials[0].secret: "claims_key" is not well formed. A vault's secret name has 1 to 127 letters, digits and dashes.
        guard.yaml(29,113): credentials[0].overlap: The overlap (1d) is not shorter than the rotation (1d): the old key would never die. Use an overlap below 1d.
        guard.yaml(30,43): credentials[1].resource: An address without TLS would let anybody on the way read along. Use https.
        guard.yaml(31,11): access.raed_content: The key "raed_content" is not known here. Did you mean read_content?
        guard.yaml(31,38): access.deploy[0]: "everyone" is not well formed. Write user:, group:, identity:, app: or key:, then the name, as in group:reviewers.
        guard.yaml(32,13): connectors: "nobody" is not a list. Write a list: [one, two].
        """;
}

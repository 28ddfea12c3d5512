using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Functions.Tests;

/// <summary>A policy for one test. Names in it are new, so that tests share the emulator without meeting.</summary>
internal sealed class DutyPolicy
{
    private const string ReviewerId = "44444444-4444-4444-4444-444444444444";

    /// <param name="endpoint">The model's address.</param>
    /// <param name="tier">More of the tier, a line.</param>
    /// <param name="more">More of the file.</param>
    /// <param name="drills">The drills, a line; APP is the application.</param>
    public DutyPolicy(string endpoint = "https://model.example.net", string tier = "", string more = "", string drills = "")
    {
        Name = $"app-{Guid.NewGuid():N}"[..16];
        var loaded = PolicyLoader.Load(
            $$"""
            version: 1
            applications:
              - { id: {{Name}}, tier: strict, models: [{{Model}}], callers: ["app:{{Client}}"], tools: [crm.lookup, refund.create], restore: true }
              - { id: {{Name}}-b, tier: strict, models: [{{Model}}], callers: ["app:{{OtherClient}}"] }
            tiers:
              strict:
                stream: buffered
                input:  { personal: tokenise, secrets: block, injection: hold }
                output: { personal: mask, secrets: hold, markup: neutralise, leakage: block }
                review: { four_eyes: false, sla: 30m, on_timeout: deny }
                {{tier}}
            tools:
              crm.lookup: { effect: read }
              refund.create: { effect: send, arguments: { type: object, properties: { amount: { type: number, maximum: 100 } } }, otherwise: review, limit: 2/h }
            models:
              {{Model}}: { platform: openai, endpoint: "{{endpoint}}", deployment: one, standby: two }
            {{(drills.Length == 0 ? "" : $"drills: {{ {drills.Replace("APP", Name, StringComparison.Ordinal)} }}")}}
            {{more}}
            """,
            "test.yaml");
        Policy = loaded.Policy ?? throw new InvalidOperationException(string.Join(' ', loaded.Errors));
    }

    public GuardPolicy Policy { get; }

    /// <summary>The application; a second one has <c>-b</c> after it.</summary>
    public string Name { get; }

    public string Model => Name + "-m";

    /// <summary>The client that is the application's caller.</summary>
    public string Client { get; } = Guid.NewGuid().ToString("D");

    public string OtherClient { get; } = Guid.NewGuid().ToString("D");

    public string Token => Tokens.App(Client, TimeProvider.System.GetUtcNow());

    /// <summary>A person with the role, as the principal of their token.</summary>
    public static string ReviewerPrincipal => "user:" + ReviewerId;

    public static string Reviewer { get; } = Tokens.Person(ReviewerId, TimeProvider.System.GetUtcNow(), "reviewer");
}

using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Review;

/// <summary>Stores, a clock and a policy that several hosts of the review desk share.</summary>
internal sealed class ReviewHarness : IPolicySource
{
    public const string Caller = "key:claims";
    public const string Application = "claims";
    public const string Ann = "user:ann";
    public const string Bob = "user:bob";
    public const string Approved = "The claim is covered.";

    public ReviewHarness(string review = "four_eyes: false, sla: 30m")
    {
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Documents = new InMemoryDocumentStore(Clock);
        Secrets = new InMemorySecretStore(Clock);
        Current = Policy(review);
    }

    public FakeTimeProvider Clock { get; }

    public InMemoryDocumentStore Documents { get; }

    public InMemorySecretStore Secrets { get; }

    public InMemoryKeyRing Keys { get; } = new(new SeededEntropy(9));

    public InMemoryAuditLog Audit { get; } = new();

    public RecordingAlerts Alerts { get; } = new();

    public SeededEntropy Entropy { get; } = new(4);

    public ReviewTimings Times { get; } = new();

    public IPolicyEngine? Engine { get; set; }

    public List<ICaseCallbackSender> Callbacks { get; } = [];

    public GuardPolicy Current { get; set; }

    public static GuardPolicy Policy(
        string review = "four_eyes: false, sla: 30m", string output = "personal: mask, secrets: block, markup: neutralise, leakage: block",
        string tools = "[crm.lookup]")
    {
        var loaded = PolicyLoader.Load(
            $$"""
            version: 1
            applications:
              - { id: claims, tier: regulated, models: [m], callers: ["key:claims"], tools: {{tools}}, restore: true, callback: { url: "https://claims.example/told", secret: claims-callback } }
            tiers:
              regulated:
                stream: buffered
                output: { {{output}} }
                review: { {{review}} }
                retain: { content: 30d, proofs: 10y }
            tools:
              crm.lookup:
                effect: read
                arguments: { type: object, properties: { customer: { type: string, maxLength: 20 } }, required: [customer], additionalProperties: false }
                otherwise: review
            engines:
              - { id: risk-engine, url: "https://risk.example/decide", secret: risk-engine, content: true }
            models:
              m: { platform: openai }
            """,
            "test.yaml");
        return loaded.Policy ?? throw new InvalidOperationException(string.Join(' ', loaded.Errors.Select(static error => error.Message)));
    }

    public static CaseContent Answer(string text) => new()
    {
        Protocol = "chat",
        Context = [new CaseText("context0", "user", "Is my claim covered?", [])],
        Answer = new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion",
            ["created"] = 1,
            ["model"] = "m",
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["finish_reason"] = "stop",
                ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
            }),
        },
        Actions = new OutputActions { Personal = GuardAction.Mask },
    };

    public NewCase Held(string? id = null, string text = Approved) => new()
    {
        Id = id ?? Entropy.NewId(),
        Kind = CaseKind.Output,
        Subject = "m",
        Application = Application,
        Tier = "regulated",
        Caller = Caller,
        Interaction = "01INTERACTION",
        PolicyRevision = Current.RevisionId,
        Reasons = ["review.risk"],
        Risk = 0.7,
        Content = Answer(text).ToBytes(),
    };

    public ReviewHost Host(int failAt = 0, bool lostAnswer = false, params ICaseListener[] listeners) =>
        new(this, failAt, lostAnswer, listeners);

    public async Task<string> OpenAsync(NewCase? value = null)
    {
        value ??= Held();
        (await Host().Cases.OpenAsync(value, CancellationToken.None)).ShouldBeTrue();
        return value.Id;
    }

    public static string TextOf(ReleaseResult answer) =>
        JsonNode.Parse(answer.ShouldBeOfType<ReleaseResult.Released>().Body.Span)!["choices"]![0]!["message"]!["content"]!
            .GetValue<string>();
}

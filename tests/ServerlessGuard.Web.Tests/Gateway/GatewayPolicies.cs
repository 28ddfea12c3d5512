using System.Collections.Frozen;
using System.Text.Json;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>A policy with one application per way of handling answers; the bearer token is the tier's name.</summary>
internal sealed class GatewayPolicies : IPolicySource
{
    /// <summary>
    /// Types of tools that requests may offer, except those of the strict application; of them the shell alone is described.
    /// </summary>
    private static readonly string[] OfPlatform = ["shell", "local_shell", "apply_patch", "computer", "mcp"];

    public GatewayPolicies()
    {
        var output = new OutputActions { Personal = GuardAction.Mask, Secrets = GuardAction.Mask, Leakage = GuardAction.Drop };
        var tiers = new[]
        {
            new TierPolicy { Id = "strict", Output = new OutputActions() },
            new TierPolicy { Id = "holding", Output = new OutputActions { Secrets = GuardAction.Hold } },
            new TierPolicy { Id = "live", Stream = StreamMode.Live, Output = output },
            new TierPolicy { Id = "rendering", Output = new OutputActions { Markup = GuardAction.Allow } },
            new TierPolicy { Id = "rendering-live", Stream = StreamMode.Live, Output = output with { Markup = GuardAction.Allow } },
            new TierPolicy { Id = "observed", Enforce = EnforceMode.Observe },
            new TierPolicy { Id = "asking", Input = new InputActions { Injection = GuardAction.Hold } },
            new TierPolicy { Id = "risky", Review = new ReviewPolicy { HoldAbove = 0.3 } },
            new TierPolicy { Id = "sampled", Review = new ReviewPolicy { Sample = 1 } },
            new TierPolicy { Id = "sampled-live", Stream = StreamMode.Live, Output = output, Review = new ReviewPolicy { Sample = 1 } },
            new TierPolicy { Id = "bounded", MaxInspected = 4000 },
            new TierPolicy { Id = "bounded-open", MaxInspected = 4000, OnGuardFailure = FailureMode.Open },
            new TierPolicy { Id = "open", OnGuardFailure = FailureMode.Open },
            new TierPolicy { Id = "media", Media = MediaMode.Allow },
            new TierPolicy { Id = "going-on", OnDeniedCall = DeniedCallMode.Continue },
            new TierPolicy { Id = "going-on-live", Stream = StreamMode.Live, Output = output, OnDeniedCall = DeniedCallMode.Continue },
            new TierPolicy { Id = "confirming", Review = new ReviewPolicy { UserConfirms = true } },
            new TierPolicy { Id = "planned", NeedsTask = true },
            new TierPolicy { Id = "limited" },
            new TierPolicy { Id = "counted" },
        };
        var refund = JsonDocument.Parse(
            """{ "type": "object", "properties": { "amount": { "type": "number", "maximum": 100 } }, "required": ["amount"] }""").RootElement;
        var tools = new[]
        {
            new ToolPolicy { Id = "crm.lookup", Effect = ToolEffect.Read },
            new ToolPolicy { Id = "refund.create", Effect = ToolEffect.Write, Arguments = refund, Otherwise = GuardAction.Hold },
            new ToolPolicy { Id = "mail.send", Effect = ToolEffect.Send, Untrusted = GuardAction.Block },
            new ToolPolicy { Id = "shell.run", Effect = ToolEffect.Write },
            new ToolPolicy { Id = "shell", Effect = ToolEffect.Read },
            new ToolPolicy { Id = "pay.send", Effect = ToolEffect.Send, Restore = ["iban", "to"] },
            new ToolPolicy { Id = "note.send", Effect = ToolEffect.Send, Restore = ["to"], Destinations = ["*@northwind.example"] },
        };
        Current = new GuardPolicy
        {
            RevisionId = new string('a', 64),
            Applications = tiers.Select(static tier => new ApplicationPolicy
            {
                Id = "app-" + tier.Id,
                Tier = tier.Id,
                Models = ["claims-ft", "renamed", "ml"],
                Callers = ["key:" + tier.Id],
                Tools = ["crm.lookup", "refund.create", "mail.send", "pay.send", "note.send", .. tier.Id == "strict" ? [] : OfPlatform],
                Fields = ["vendor"],
                Limits = tier.Id switch
                {
                    "limited" => new CallerLimits(new RateLimit(3, TimeSpan.FromHours(1)), null),
                    "counted" => new CallerLimits(null, new RateLimit(100, TimeSpan.FromHours(1))),
                    _ => null,
                },
                Restore = true,
            }).ToFrozenDictionary(static one => one.Id),
            Tiers = tiers.ToFrozenDictionary(static tier => tier.Id),
            Tools = tools.ToFrozenDictionary(static tool => tool.Id),
            Models = new[]
            {
                new ModelPolicy { Id = "claims-ft", Platform = "openai", Deployment = "claims-ft" },
                new ModelPolicy { Id = "renamed", Platform = "openai", Deployment = "other-name" },
                new ModelPolicy { Id = "ml", Platform = "azure-ml", Deployment = "blue" },
                new ModelPolicy { Id = "secret-model", Platform = "openai", Deployment = "secret-model" },
            }.ToFrozenDictionary(static model => model.Id),
            Tasks = new[] { new TaskPolicy("look", ["crm.lookup"]), new TaskPolicy("refund", ["crm.lookup", "refund.create"]) }
                .ToFrozenDictionary(static task => task.Id),
            Attesters = FrozenDictionary<string, AttesterPolicy>.Empty,
            Credentials = FrozenDictionary<string, CredentialPolicy>.Empty,
            Access = FrozenDictionary<string, IReadOnlyList<string>>.Empty,
            Connectors = FrozenDictionary<string, ConnectorPolicy>.Empty,
        };
    }

    public GuardPolicy Current { get; }
}

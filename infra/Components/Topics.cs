using Pulumi;
using Pulumi.AzureNative.EventGrid;
using Pulumi.AzureNative.EventGrid.Inputs;

namespace ServerlessGuard.Infra.Components;

/// <summary>
/// Our own topics: one that duties tell each other on, one per reporting application. Entra tokens only, each with an identity of its own.
/// </summary>
internal sealed class Topics : ComponentResource
{
    /// <summary>The topic of the guard's own duties; the others are named <c>app-APPLICATION</c>.</summary>
    public const string Guard = "guard";

    private readonly Dictionary<string, Topic> _all = [];

    public Topics(string name, GuardContext context, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:Topics", name, options)
    {
        foreach (var topic in context.Settings.ReportingApplications.Select(a => $"app-{a}").Prepend(Guard))
            _all[topic] = new Topic($"topic-{topic}", new TopicArgs
            {
                TopicName = context.Names.Of("egt", topic),
                ResourceGroupName = context.GroupName,
                Location = context.Location,
                Tags = context.Tags,
                // In Event Grid's own schema the topic is written by Event Grid; in a CloudEvent, the sender writes the source.
                InputSchema = topic == Guard ? InputSchema.CloudEventSchemaV1_0 : InputSchema.EventGridSchema,
                DisableLocalAuth = true,
                MinimumTlsVersionAllowed = TlsVersion.TlsVersion_1_2,
                PublicNetworkAccess = context.Settings.IsPrivate ? PublicNetworkAccess.Disabled : PublicNetworkAccess.Enabled,
                InboundIpRules = context.Settings.AllowedRanges.Select(
                    r => new InboundIpRuleArgs { Action = IpActionType.Allow, IpMask = r }).ToList(),
                Identity = new IdentityInfoArgs { Type = IdentityType.SystemAssigned },
            }, context.Under(this));
        RegisterOutputs();
    }

    public IReadOnlyDictionary<string, Topic> All => _all;

    /// <summary>The application of each reporting topic, as the reviewer's app reads it.</summary>
    public Output<string> Reporters => Output.All(_all.Where(static t => t.Key != Guard)
        .Select(static t => t.Value.Id.Apply(id => $"{t.Key["app-".Length..]}={id}"))).Apply(static all => string.Join(';', all));
}

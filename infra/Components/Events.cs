using Pulumi;
using Pulumi.AzureNative.EventGrid;
using Pulumi.AzureNative.EventGrid.Inputs;
using Pulumi.AzureNative.EventGrid.Outputs;
using ServerlessGuard.Infra.Duties;
using ServerlessGuard.Infra.Events;

namespace ServerlessGuard.Infra.Components;

/// <summary>
/// System topics over what we watch, and the subscriptions of those and of our own topics; every subscription of a regional topic delivers
/// and dead-letters by identity. Topics of resource groups are global, and Azure gives no identity to those: without one they can neither
/// fill a queue nor dead-letter here, so they exist only where the apps are posted to. Activity log alerts and the sweeps see the
/// same changes in every mode.
/// </summary>
internal sealed class Events : ComponentResource
{
    private const string Global = "global";

    private readonly GuardContext _context;
    private readonly EventsArgs _args;
    private readonly Dictionary<string, Output<string>> _systemTopics = [];

    public Events(string name, GuardContext context, EventsArgs args, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:Events", name, options)
    {
        (_context, _args) = (context, args);
        Watch("vault", args.Vault, "Microsoft.KeyVault.vaults", context.Location, WatchedEvents.Vault);
        Watch("data", args.Data.Account.Id, "Microsoft.Storage.StorageAccounts", context.Location, WatchedEvents.Data);
        if (context.Settings.PushEvents)
            foreach (var (group, id) in args.Groups)
                Watch($"group-{group}", id, "Microsoft.Resources.ResourceGroups", Global, WatchedEvents.ResourceGroup);
        foreach (var workspace in context.Settings.Models.Where(m => !m.IsAccount))
            Watch(
                $"workspace-{workspace.Group}-{workspace.Name}", workspace.Id, "Microsoft.MachineLearningServices.Workspaces",
                context.Location, WatchedEvents.Workspace);
        foreach (var (own, topic) in args.Topics)
            Subscribe(own, topic, own == Topics.Guard ? WatchedEvents.Guard : WatchedEvents.Reported);
        RegisterOutputs();
    }

    public IReadOnlyDictionary<string, Output<string>> SystemTopics => _systemTopics;

    private void Watch(string name, Input<string> source, string type, string location, IReadOnlyList<WatchedEvent> events)
    {
        var topic = new SystemTopic($"events-{name}", new SystemTopicArgs
        {
            SystemTopicName = _context.Names.Of("egst", name),
            ResourceGroupName = _context.GroupName,
            Location = location,
            Tags = _context.Tags,
            Source = source,
            TopicType = type,
            Identity = location == Global ? null! : Identity(),
        }, _context.Under(this));
        IReadOnlyList<Resource> rights = location == Global ? [] : Rights($"events-{name}", topic.Identity, events);
        _systemTopics[name] = topic.Id;
        foreach (var watched in events)
            _ = new SystemTopicEventSubscription($"events-{name}-{watched.Name}", new SystemTopicEventSubscriptionArgs
            {
                EventSubscriptionName = watched.Name,
                SystemTopicName = topic.Name,
                ResourceGroupName = _context.GroupName,
                EventDeliverySchema = EventDeliverySchema.CloudEventSchemaV1_0,
                Filter = Filter(watched),
                Destination = Hook(DutyOf(watched).Id),
                DeliveryWithResourceIdentity = Queue(DutyOf(watched))!,
                DeadLetterWithResourceIdentity = location == Global ? null! : DeadLetter(),
                RetryPolicy = Retry(),
            }, _context.Under(this, after: rights, with: topic));
    }

    private void Subscribe(string name, Topic topic, IReadOnlyList<WatchedEvent> events)
    {
        var rights = Rights($"topic-{name}", topic.Identity, events);
        foreach (var watched in events)
            _ = new TopicEventSubscription($"topic-{name}-{watched.Name}", new TopicEventSubscriptionArgs
            {
                EventSubscriptionName = watched.Name,
                TopicName = topic.Name,
                ResourceGroupName = _context.GroupName,
                EventDeliverySchema = name == Topics.Guard ? EventDeliverySchema.CloudEventSchemaV1_0 : EventDeliverySchema.EventGridSchema,
                Filter = Filter(watched),
                Destination = Hook(DutyOf(watched).Id),
                DeliveryWithResourceIdentity = Queue(DutyOf(watched))!,
                DeadLetterWithResourceIdentity = DeadLetter(),
                RetryPolicy = Retry(),
            }, _context.Under(this, after: rights, with: topic));
    }

    private Duty DutyOf(WatchedEvent watched) => _context.Settings.Duties.ToldOf(watched);

    // Event Grid passes a storage firewall as a trusted service only with a topic's own identity, never with a user-assigned one.
    private static IdentityInfoArgs Identity() => new() { Type = IdentityType.SystemAssigned };

    private static EventSubscriptionIdentityArgs DeliveryIdentity() => new() { Type = EventSubscriptionIdentityType.SystemAssigned };

    /// <summary>
    /// Of what the duty "events" may do, the part that this topic needs. Event Grid tries it when a subscription is made.
    /// </summary>
    private IReadOnlyList<Resource> Rights(string topic, Output<IdentityInfoResponse?> identity, IReadOnlyList<WatchedEvent> events)
    {
        var queues = _context.Settings.PushEvents ? [] : events.Select(e => $"queue/{DutyOf(e).Queue}");
        var targets = queues.Append("container/deadletters").ToHashSet();
        var grants = _context.Settings.Duties.Duties.Single(d => d.Id == "events").Grants.Where(g => targets.Contains(g.On));
        return _args.Roles.Allow(topic, identity.Apply(i => i?.PrincipalId ?? ""), grants, this);
    }

    /// <summary>A queue is written with the identity. Null where the apps are posted to.</summary>
    private DeliveryWithResourceIdentityArgs? Queue(Duty duty) => _context.Settings.PushEvents ? null : new()
    {
        Identity = DeliveryIdentity(),
        Destination = new StorageQueueEventSubscriptionDestinationArgs
        {
            EndpointType = "StorageQueue",
            ResourceId = _args.Data.Account.Id,
            QueueName = _args.Data.Queues[duty.Queue].Name,
            QueueMessageTimeToLiveInSeconds = TimeSpan.FromDays(7).TotalSeconds,
        },
    };

    /// <summary>
    /// Event Grid posts with an Entra token for our application, which the handler checks; identities of topics do not reach web hooks.
    /// </summary>
    private WebHookEventSubscriptionDestinationArgs? Hook(string duty) => !_context.Settings.PushEvents ? null : new()
    {
        EndpointType = "WebHook",
        EndpointUrl = Output.Format($"https://{_args.Host(duty)}/events"),
        AzureActiveDirectoryTenantId = _context.Settings.Tenant,
        AzureActiveDirectoryApplicationIdOrUri = _context.Settings.Audience,
        MaxEventsPerBatch = 1,
        PreferredBatchSizeInKilobytes = 64,
        MinimumTlsVersionAllowed = TlsVersion.TlsVersion_1_2,
    };

    private DeadLetterWithResourceIdentityArgs DeadLetter() => new()
    {
        Identity = DeliveryIdentity(),
        DeadLetterDestination = new StorageBlobDeadLetterDestinationArgs
        {
            EndpointType = "StorageBlob",
            ResourceId = _args.Data.Account.Id,
            BlobContainerName = _args.Data.Containers["deadletters"].Name
        },
    };

    private static RetryPolicyArgs Retry() => new() { MaxDeliveryAttempts = 30, EventTimeToLiveInMinutes = 1440 };

    private static EventSubscriptionFilterArgs Filter(WatchedEvent watched)
    {
        var filter = new EventSubscriptionFilterArgs { IncludedEventTypes = watched.Types.ToList() };
        if (watched.SubjectBegins is not null)
            filter.SubjectBeginsWith = watched.SubjectBegins;
        if (watched.Operations.Count > 0)
            filter.AdvancedFilters = new object[]
            {
                new StringInAdvancedFilterArgs
                {
                    OperatorType = "StringIn",
                    Key = "data.operationName",
                    Values = watched.Operations.ToList()
                },
            };
        return filter;
    }
}

using System.Collections;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>Subscriptions, topics, alerts of the activity log, and the queues that deliver to the apps.</summary>
public sealed class EventGraphTests
{
    [Theory]
    [InlineData("private", "false")]
    [InlineData("locked-public", "false")]
    [InlineData("locked-public", "true")]
    public async Task EverySubscription_DeliversAndDeadLettersByIdentity(string network, string push)
    {
        var graph = await Graph.OfAsync(("network", network), ("pushEvents", push));
        var data = graph.Of("storage:StorageAccount").Single(a => a.Name == "data").Id;
        var subscriptions = Subscriptions(graph).Where(s => !IsOfGlobalTopic(graph, s)).ToList();

        subscriptions.Count.ShouldBeGreaterThanOrEqualTo(6);
        foreach (var subscription in subscriptions)
        {
            subscription.Text("deadLetterWithResourceIdentity.identity.type").ShouldBe("SystemAssigned");
            subscription.Text("deadLetterWithResourceIdentity.deadLetterDestination.resourceId").ShouldBe(data);
            subscription.Text("deadLetterWithResourceIdentity.deadLetterDestination.blobContainerName").ShouldBe("deadletters");
            subscription.At("retryPolicy.maxDeliveryAttempts").ShouldBe(30.0);
            subscription.Text("deliveryWithResourceIdentity.identity.type").ShouldBe(push == "true" ? null : "SystemAssigned");
            subscription.Text("deliveryWithResourceIdentity.destination.endpointType").ShouldBe(push == "true" ? null : "StorageQueue");
            subscription.Text("destination.endpointType").ShouldBe(push == "true" ? "WebHook" : null);
            subscription.Text("destination.azureActiveDirectoryApplicationIdOrUri")
                .ShouldBe(push == "true" ? Example.Values()["audience"] : null);
        }
    }

    /// <summary>
    /// Azure refuses an identity on a global topic; what needs one is left out, and what remains posts with an Entra token.
    /// </summary>
    [Theory]
    [InlineData("private", "false")]
    [InlineData("locked-public", "false")]
    [InlineData("locked-public", "true")]
    public async Task GlobalTopics_HaveNoIdentity_AndExistOnlyWhereAppsArePostedTo(string network, string push)
    {
        var graph = await Graph.OfAsync(("network", network), ("pushEvents", push));
        var topics = graph.Of("eventgrid:SystemTopic").Where(t => t.Text("location") == "global").ToList();

        topics.Count.ShouldBe(push == "true" ? Groups(graph).Count : 0);
        topics.ShouldAllBe(t => t.At("identity") == null);
        foreach (var subscription in Subscriptions(graph).Where(s => IsOfGlobalTopic(graph, s)))
        {
            subscription.At("deliveryWithResourceIdentity").ShouldBeNull();
            subscription.At("deadLetterWithResourceIdentity").ShouldBeNull();
            subscription.Text("destination.azureActiveDirectoryTenantId").ShouldBe(Example.Settings("dev").Tenant);
            subscription.At("retryPolicy.maxDeliveryAttempts").ShouldBe(30.0);
        }
    }

    /// <summary>Where no topic watches a group, people still hear of what changes there.</summary>
    [Theory]
    [InlineData("private", "false")]
    [InlineData("locked-public", "true")]
    public async Task ActivityOfEveryGuardedGroup_RaisesAlerts(string network, string push)
    {
        var graph = await Graph.OfAsync(("network", network), ("pushEvents", push));
        var alerts = graph.Of("monitor:ActivityLogAlert").ToList();

        foreach (var group in Groups(graph))
        {
            var operations = alerts.Where(a => a.List("scopes").Contains(group))
                .SelectMany(a => a.List("condition.allOf").Cast<IReadOnlyDictionary<string, object>>())
                .SelectMany(c => c.TryGetValue("anyOf", out var any) ? ((IEnumerable)any).Cast<IReadOnlyDictionary<string, object>>() : [])
                .Select(c => (string)c["equals"]).ToList();
            operations.ShouldContain("Microsoft.CognitiveServices/accounts/deployments/write");
            operations.ShouldContain("Microsoft.Authorization/roleAssignments/write");
            operations.ShouldContain("Microsoft.Insights/diagnosticSettings/delete");
        }

        alerts.ShouldAllBe(a => a.List("actions.actionGroups").Count == 1);
    }

    [Fact]
    public async Task EveryQueueOfADelivery_Exists_WithItsPoisonQueue()
    {
        var graph = await Graph.OfAsync();
        var queues = graph.Of("storage:Queue").Select(q => q.Text("queueName")).ToHashSet();

        foreach (var subscription in graph.Resources.Where(r => r.Short.EndsWith("EventSubscription", StringComparison.Ordinal)))
        {
            var queue = subscription.Text("deliveryWithResourceIdentity.destination.queueName");
            queues.ShouldContain(queue);
            queues.ShouldContain($"{queue}-poison");
        }
    }

    private static IEnumerable<RecordedResource> Subscriptions(Graph graph) =>
        graph.Resources.Where(r => r.Short.EndsWith("EventSubscription", StringComparison.Ordinal));

    private static bool IsOfGlobalTopic(Graph graph, RecordedResource subscription) =>
        graph.Of("eventgrid:SystemTopic").Any(
            t => t.Text("location") == "global" && t.Id!.EndsWith("/" + subscription.Text("systemTopicName"), StringComparison.Ordinal));

    /// <summary>The groups that hold a guarded model.</summary>
    private static List<string> Groups(Graph graph) =>
        [.. Example.Settings("dev").Models
            .Select(m => m.GroupId)
            .Concat(graph.Of("cognitiveservices:Account").Select(a => a.Id![..a.Id!.IndexOf("/providers/", StringComparison.Ordinal)]))
            .Distinct()];
}

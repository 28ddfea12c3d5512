using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>Computed from the registered role definitions and assignments, then held against policies/duties.yaml.</summary>
public sealed class LeastPrivilegeTests
{
    private static readonly string[] RuntimeOnly = [
        "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"
    ];

    [Fact]
    public async Task EveryIdentity_HasExactlyTheActionsOnTheScopes_ThatItsDutySays()
    {
        var graph = await Graph.OfAsync();
        var duties = Example.Settings("dev").Duties;

        foreach (var duty in duties.Apps)
        {
            var wanted = duty.Grants
                .SelectMany(g => Expected(graph, g.On).SelectMany(
                    scope => duties.Roles[g.Role].Actions.Concat(duties.Roles[g.Role].DataActions).Select(a => $"{a} on {scope}")))
                .Distinct().Order(StringComparer.Ordinal).ToList();
            Granted(graph, $"identity-{duty.Id}").Order(StringComparer.Ordinal).ToList().ShouldBe(wanted, $"the identity of {duty.Id}");
        }
    }

    /// <summary>
    /// The key that documents are under goes to the duties that read or write documents, and to no other. Whichever comes first makes it;
    /// its oldest version counts, so that the right to make one gives no duty more than reading it does.
    /// </summary>
    [Fact]
    public void TheKeyOfDocuments_IsForDutiesWithDocuments()
    {
        var duties = Example.Settings("dev").Duties.Duties;
        duties.Where(static duty => duty.Grants.Any(static grant => grant.On == "secret/guard-documents")).Select(static duty => duty.Id)
            .ShouldBe(duties.Where(static duty => duty.Grants.Any(static grant => grant.On.StartsWith("table/", StringComparison.Ordinal)))
                .Select(static duty => duty.Id));
    }

    [Fact]
    public async Task NoRole_HasAWildcardOrChangesGrants()
    {
        foreach (var role in (await Graph.OfAsync()).Of("authorization:RoleDefinition"))
        {
            var actions = Actions(role).ToList();
            actions.ShouldNotBeEmpty();
            actions.ShouldAllBe(a => !a.Contains('*') && !a.Contains("Microsoft.Authorization/roleAssignments/write"));
            role.List("assignableScopes").ShouldNotBeEmpty();
            role.List("assignableScopes").Cast<string>().ShouldAllBe(s => s.Contains("/resourceGroups/"), role.Name);
        }
    }

    [Fact]
    public async Task NoRole_NamesACustomTable_ForWhichAzureHasNoAction()
    {
        var actions = (await Graph.OfAsync()).Of("authorization:RoleDefinition").SelectMany(Actions).ToList();

        actions.ShouldAllBe(a => !a.Contains("_CL/", StringComparison.OrdinalIgnoreCase));
        actions.ShouldContain("Microsoft.OperationalInsights/workspaces/query/AzureDiagnostics/read");
    }

    [Fact]
    public async Task BuiltInRoles_AreForTheRuntimesOwnStorageOnly()
    {
        var graph = await Graph.OfAsync();
        var custom = graph.Of("authorization:RoleDefinition").Select(r => r.Id).ToHashSet();

        foreach (var assignment in graph.Of("authorization:RoleAssignment").Where(a => !custom.Contains(a.Text("roleDefinitionId"))))
        {
            RuntimeOnly.ShouldContain(assignment.Text("roleDefinitionId")!.Split('/')[^1]);
            var duty = assignment.Text("principalId")!["principal-identity-".Length..];
            assignment.Text("scope").ShouldBe(graph.Of("storage:StorageAccount").Single(s => s.Name == $"runtime-{duty}").Id);
        }
    }

    [Fact]
    public async Task EveryTopic_MayFillTheQueuesOfItsSubscriptionsAndTheDeadLetters_AndNothingElse()
    {
        var graph = await Graph.OfAsync();
        var subscriptions = graph.Resources.Where(r => r.Type.EndsWith("EventSubscription", StringComparison.Ordinal)).ToList();

        foreach (var topic in graph.Of("eventgrid:Topic").Concat(graph.Of("eventgrid:SystemTopic")))
        {
            var name = topic.Id!.Split('/')[^1];
            var queues = subscriptions.Where(s => (s.Text("topicName") ?? s.Text("systemTopicName")) == name)
                .Select(s => s.Text("deliveryWithResourceIdentity.destination.queueName")!).Distinct()
                .Select(
                    q =>
                        $"Microsoft.Storage/storageAccounts/queueServices/queues/messages/add/action on {Expected(graph, $"queue/{q}").Single()}")
                .ToList();
            queues.ShouldNotBeEmpty();
            var granted = Granted(graph, topic.Name).ToList();
            granted.Where(g => !g.EndsWith("/containers/deadletters", StringComparison.Ordinal)).ShouldBe(queues, ignoreOrder: true);
            granted.ShouldContain(g => g.EndsWith("/containers/deadletters", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task EveryAssignment_SaysThatItsPrincipalIsAServicePrincipal()
    {
        (await Graph.OfAsync()).Of("authorization:RoleAssignment").ShouldAllBe(a => a.Text("principalType") == "ServicePrincipal");
    }

    [Fact]
    public async Task NoTwoDuties_MayBothReadContentAndDeploy()
    {
        var graph = await Graph.OfAsync();
        foreach (var duty in Example.Settings("dev").Duties.Apps)
        {
            var granted = Granted(graph, $"identity-{duty.Id}").ToList();
            var capabilities = new[]
            {
                granted.Any(g => g.Contains("/blobs/read on") && g.EndsWith("/containers/content", StringComparison.Ordinal)),
                granted.Any(g => g.Contains("deployments/write on")),
                granted.Any(g => g.Contains("listKeys/action on")),
                granted.Any(g => g.Contains("roleAssignments/read on")),
            };
            capabilities.Count(c => c).ShouldBeLessThanOrEqualTo(1, duty.Id);
        }
    }

    private static IEnumerable<string> Granted(Graph graph, string identity)
    {
        var definitions = graph.Of("authorization:RoleDefinition").ToDictionary(r => r.Id!);
        return graph.Of("authorization:RoleAssignment")
            .Where(a => a.Text("principalId") == $"principal-{identity}" && definitions.ContainsKey(a.Text("roleDefinitionId")!))
            .SelectMany(a => Actions(definitions[a.Text("roleDefinitionId")!]).Select(action => $"{action} on {a.Text("scope")}"))
            .Distinct();
    }

    private static IEnumerable<string> Actions(RecordedResource role) => role.List("permissions")
        .Cast<IReadOnlyDictionary<string, object>>()
        .SelectMany(p => new[] { "actions", "dataActions" }.SelectMany(
            k => p.TryGetValue(k, out var v) ? ((System.Collections.IEnumerable)v).Cast<string>() : []));

    /// <summary>The scopes from the registered resources themselves, not from the program's own resolver.</summary>
    private static IEnumerable<string> Expected(Graph graph, string on)
    {
        var name = on[(on.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return on.Split('/')[0] switch
        {
            "container" => [graph.Of("storage:BlobContainer").Single(c => c.Text("containerName") == name).Id!],
            "queue" => [graph.Of("storage:Queue").Single(c => c.Text("queueName") == name).Id!],
            "table" => [graph.Of("storage:Table").Single(c => c.Text("tableName") == name).Id!],
            "key" => [graph.Of("keyvault:Key").Single(c => c.Text("keyName") == name).Id!],
            "secret" when name == "credentials" => Example.Settings("dev").Policy.Credentials
                .Select(c => graph.Of("keyvault:Secret").Single(s => s.Text("secretName") == c.Secret).Id!),
            "secret" => [graph.Of("keyvault:Secret").Single(c => c.Text("secretName") == name).Id!],
            "topic" => [graph.Of("eventgrid:Topic").Single(t => t.Name == $"topic-{name}").Id!],
            "accounts" => [
                .. Example.Settings("dev").Models.Where(m => m.IsAccount).Select(m => m.Id),
                .. graph.Of("cognitiveservices:Account").Select(a => a.Id!)
            ],
            "workspaces" => Example.Settings("dev").Models.Where(m => !m.IsAccount).Select(m => m.Id),
            "group" => [graph.Of("resources:ResourceGroup").Single().Id!],
            "telemetry" => graph.Of("monitor:DataCollectionRule").Select(r => r.Id!),
            "insights" => graph.Of("applicationinsights:Component").Select(r => r.Id!),
            _ => graph.Of("operationalinsights:Workspace").Select(r => r.Id!),
        };
    }
}

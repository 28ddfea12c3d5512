namespace ServerlessGuard.Infra.Tests.Support;

/// <summary>
/// Every order that must hold in a graph: who names another needs it (<see cref="References"/>), and what no input says. A pair is
/// (what needs, what is needed).
/// </summary>
internal static class Needs
{
    public static HashSet<(RecordedResource Who, RecordedResource What)> Of(Graph graph) =>
        [.. new References(graph).All().Select(r => (r.From, r.To)), .. Unnamed(graph)];

    /// <summary>The needs that no recorded dependency serves.</summary>
    public static IReadOnlyList<string> Missing(Graph graph) =>
        [.. Of(graph).Where(n => !n.Who.Options.DependsOn.Contains(n.What.Key)).Select(n => $"{n.Who} -> {n.What}")
            .Order(StringComparer.Ordinal)];

    private static IEnumerable<(RecordedResource Who, RecordedResource What)> Unnamed(Graph graph) =>
    [
        // An app starts with its rights, and Event Grid tries a topic's when a subscription is made.
        .. graph.Of("web:WebApp").SelectMany(app => Grants(graph, graph.Of("managedidentity:UserAssignedIdentity")
            .Single(i => app.List("identity.userAssignedIdentities").Contains(i.Id))).Select(g => (app, g))),
        .. graph.Resources.Where(r => r.Short.EndsWith("EventSubscription", StringComparison.Ordinal))
            .SelectMany(s => Grants(graph, graph.Resources.Single(t => t.LastName == (s.Text("topicName") ?? s.Text("systemTopicName"))))
                .Select(g => (s, g))),
        // One at a time.
        .. Chain(graph.Of("network:Subnet")),
        .. Chain(graph.Of("managedidentity:FederatedIdentityCredential")),
        .. Chain(graph.Of("monitor:PrivateLinkScopedResource")),
        .. graph.Of("network:PrivateEndpoint").GroupBy(Target).SelectMany(Chain),
        // The scope's endpoint names what is in the scope when it is made.
        .. graph.Of("network:PrivateEndpoint").Where(e => Target(e).Contains("/privateLinkScopes/", StringComparison.Ordinal))
            .SelectMany(e => graph.Of("monitor:PrivateLinkScopedResource").Select(r => (e, r))),
        // A stream writes to a table by its name with a prefix.
        .. graph.Of("monitor:DataCollectionRule").SelectMany(r => graph.Of("operationalinsights:Table").Select(t => (r, t))),
        // A lock also protects what is below: it comes last, and goes first.
        .. graph.Of("authorization:ManagementLockByScope").SelectMany(l => graph.Resources
            .Where(r => r.Short != l.Short && r.Id!.StartsWith(l.Text("scope") + "/", StringComparison.Ordinal))
            .Select(r => (l, r))),
    ];

    private static IEnumerable<RecordedResource> Grants(Graph graph, RecordedResource principal) =>
        graph.Of("authorization:RoleAssignment").Where(a => principal.OutputTexts().Contains(a.Text("principalId")));

    private static string Target(RecordedResource endpoint) =>
        (string)endpoint.List("privateLinkServiceConnections").Concat(endpoint.List("manualPrivateLinkServiceConnections"))
            .Cast<IReadOnlyDictionary<string, object>>().Single()["privateLinkServiceId"];

    /// <summary>The order of a chain is the program's; each but one must wait for another of it.</summary>
    private static IEnumerable<(RecordedResource Who, RecordedResource What)> Chain(IEnumerable<RecordedResource> resources)
    {
        var all = resources.ToDictionary(r => r.Key);
        var before = all.Values.ToDictionary(r => r, r => r.Options.DependsOn.Where(all.ContainsKey).Select(k => all[k]).ToList());
        var first = before.Where(b => b.Value.Count == 0).Select(b => b.Key).OrderBy(r => r.Name, StringComparer.Ordinal).ToList();
        // One that waits for none beside the first is a fault, told as a need for the first.
        return before.SelectMany(b => b.Value.Select(w => (b.Key, w))).Concat(first.Skip(1).Select(f => (f, first[0])));
    }
}

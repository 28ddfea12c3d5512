using System.Text.RegularExpressions;

namespace ServerlessGuard.Infra.Tests.Support;

/// <summary>
/// Which resource names which, read from the recorded inputs alone: by id, by a name of this stack, by what the other one answered, or, for
/// a child of something that it names too, by the child's plain name. Whoever names a resource needs it.
/// </summary>
internal sealed partial class References
{
    private const string Group = "resources:ResourceGroup";

    /// <summary>Inputs that name nothing: sentences, and the kinds of service of an endpoint.</summary>
    private static readonly string[] Prose = ["escription", ".groupIds[]"];

    private readonly Graph _graph;
    private readonly Dictionary<string, RecordedResource> _byId;
    private readonly Dictionary<string, RecordedResource> _byText;
    private readonly ILookup<(string Parent, string Name), RecordedResource> _byParent;

    public References(Graph graph)
    {
        _graph = graph;
        _byId = graph.Resources.ToDictionary(r => r.Id!, StringComparer.OrdinalIgnoreCase);
        var mark = graph.Of(Group).Single().Text("resourceGroupName")!.Split('-')[^1];
        _byText = graph.Resources
            .SelectMany(r => r.OutputTexts().Concat(r.LastName.Contains(mark, StringComparison.Ordinal) ? [r.LastName] : [])
                .Select(t => (Text: t, Resource: r)))
            .DistinctBy(t => (t.Text, t.Resource.Key))
            .GroupBy(t => t.Text).Where(g => g.Count() == 1)
            .ToDictionary(g => g.Key, g => g.Single().Resource);
        _byParent = graph.Resources.SelectMany(r => Around(r).Select(a => (Above: a.Id!, Resource: r)))
            .ToLookup(p => (p.Above, p.Resource.LastName), p => p.Resource);
    }

    /// <summary>Each resource with what it names: of an id, the nearest that is registered.</summary>
    public IEnumerable<(RecordedResource From, RecordedResource To, string Path)> All() => _graph.Resources.SelectMany(Of);

    private IEnumerable<(RecordedResource From, RecordedResource To, string Path)> Of(RecordedResource who)
    {
        var leaves = who.Leaves().Where(l => l.Value is string && !Prose.Any(p => l.Path.EndsWith(p, StringComparison.Ordinal)))
            .Select(l => (l.Path, Text: (string)l.Value)).ToList();
        var strong = leaves.SelectMany(l => Strong(l.Text).Where(t => t != who).Select(t => (From: who, To: t, l.Path))).ToList();
        var weak = leaves.Where(l => l.Text != who.LastName).SelectMany(l => Words(Ids().Replace(l.Text, " "), Whole())
            .SelectMany(token => strong.Where(s => IsBeside(s.Path, l.Path)).Select(s => Child(who, s.To, token, l.Path)))
            .Where(to => to is not null && to != who)
            .Select(to => (From: who, To: to!, l.Path)));
        return strong.Concat(weak).DistinctBy(r => r.To.Key);
    }

    /// <summary>A plain name belongs to a resource that is named in the same object, or in one around it.</summary>
    private static bool IsBeside(string parent, string child) =>
        parent == child || child.StartsWith(parent[..(parent.LastIndexOf('.') + 1)], StringComparison.Ordinal);

    /// <summary>Where a container and a table have one name, the input's own name says which, or else what it depends on.</summary>
    private RecordedResource? Child(RecordedResource who, RecordedResource parent, string name, string path) =>
        _byParent[(parent.Id!, name)].OrderByDescending(c => (
            path.EndsWith(ArmId.NamesOf(c.Short).Last(), StringComparison.OrdinalIgnoreCase), who.Options.DependsOn.Contains(c.Key)))
            .FirstOrDefault();

    private IEnumerable<RecordedResource> Strong(string text)
    {
        if (_byText.TryGetValue(text, out var whole))
            yield return whole;
        foreach (Match id in Ids().Matches(text))
            if (Nearest(id.Value) is { } found)
                yield return found;
        var rest = Ids().Replace(text, " ");
        foreach (var token in Words(rest, Parts()).Concat(Words(rest, Whole())))
            if (_byText.TryGetValue(token, out var named))
                yield return named;
    }

    private RecordedResource? Nearest(string id)
    {
        for (; id.Length > 0; id = id[..Math.Max(0, id.LastIndexOf('/'))])
            if (_byId.TryGetValue(id, out var found))
                return found;
        return null;
    }

    /// <summary>The resources that one lies in; the group counts only where there is no other.</summary>
    private IEnumerable<RecordedResource> Around(RecordedResource resource)
    {
        var parent = Above(resource.Id!);
        for (var above = parent; above is not null && (above == parent || above.Short != Group); above = Above(above.Id!))
            yield return above;
    }

    private RecordedResource? Above(string id) => Nearest(id[..id.LastIndexOf('/')]);

    private static IEnumerable<string> Words(string text, Regex shape) => shape.Matches(text).Select(m => m.Value).Distinct();

    [GeneratedRegex("/subscriptions/[^;,\"' ]+", RegexOptions.NonBacktracking)]
    private static partial Regex Ids();

    [GeneratedRegex(@"[\w-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Parts();

    [GeneratedRegex(@"[\w.-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Whole();
}

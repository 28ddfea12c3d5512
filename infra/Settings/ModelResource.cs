using System.Text.RegularExpressions;

namespace ServerlessGuard.Infra.Settings;

/// <summary>A model resource that exists already and is guarded: an Azure OpenAI account or a machine learning workspace.</summary>
public sealed partial record ModelResource(string Id, string Subscription, string Group, string Type, string Name)
{
    public const string Account = "Microsoft.CognitiveServices/accounts";
    public const string Workspace = "Microsoft.MachineLearningServices/workspaces";

    public bool IsAccount => Type == Account;

    public string GroupId => $"/subscriptions/{Subscription}/resourceGroups/{Group}";

    /// <summary>Null when the id is not one of a whole account or workspace.</summary>
    public static ModelResource? Parse(string id)
    {
        var match = Shape().Match(id);
        if (!match.Success)
            return null;
        var type = match.Groups["type"].Value.StartsWith("Microsoft.Cog", StringComparison.OrdinalIgnoreCase) ? Account : Workspace;
        return new(id, match.Groups["sub"].Value, match.Groups["group"].Value, type, match.Groups["name"].Value);
    }

    [GeneratedRegex(
        @"^/subscriptions/(?<sub>[0-9a-f-]{36})/resourceGroups/(?<group>[\w.()-]{1,90})/providers/(?<type>Microsoft\.CognitiveServices/accounts|Microsoft\.MachineLearningServices/workspaces)/(?<name>[\w-]{2,64})$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Shape();
}

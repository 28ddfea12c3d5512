using Newtonsoft.Json.Linq;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Mcp;

/// <summary>
/// Reads the file of MCP servers as the policy's loader reads a policy: strict YAML, then the schema, then the rules between fields. It
/// reports every error with its line, and has the same limits.
/// </summary>
public static class McpConfigLoader
{
    private const string Schema = "mcp.schema.json";

    /// <summary>Reads text. <paramref name="fileName"/> names the place in errors, and its folder is the programs' own.</summary>
    public static McpConfigResult Load(string yaml, string fileName)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(fileName);
        return Load(yaml, fileName, new PolicyErrors(fileName, "file"));
    }

    /// <summary>Reads a file. One that is missing or cannot be read is an error in the result.</summary>
    public static McpConfigResult LoadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var errors = new PolicyErrors(path, "file");
        return PolicyText.Read(path, errors) is { } bytes && PolicyText.Decode(bytes, errors) is { } text
            ? Load(text, path, errors)
            : new McpConfigResult(null, errors.ToList());
    }

    private static McpConfigResult Load(string yaml, string fileName, PolicyErrors errors)
    {
        McpConfig? config = null;
        if (PolicyText.IsAcceptable(yaml, errors) && PolicyTree.Parse(yaml, errors) is { } tree)
        {
            if (tree is JObject root)
            {
                PolicySchema.Check(root, errors, Schema);
                foreach (var (_, server) in root.Entries("servers"))
                {
                    Check(server, errors);
                }

                config = errors.Any ? null : Bind(root, Path.GetDirectoryName(Path.GetFullPath(fileName))!);
            }
            else
            {
                errors.Add(tree, "A file of MCP servers is a mapping.", "Write version: 1 and servers: with a name for each.");
            }
        }

        return new McpConfigResult(config, errors.ToList());
    }

    private static void Check(JObject server, PolicyErrors errors)
    {
        var (command, url) = (server["command"], server["url"]);
        if (command is null == url is null)
        {
            errors.Add(server, "A server is a program or an address.", "Write either command: or url:.");
        }

        foreach (var name in new[] { "directory", "environment" })
        {
            if (url is not null && server[name] is { } given)
            {
                errors.Add(given, $"{name} is for a server that is a program.", "Leave it out, or write command: in place of url:.");
            }
        }

        if (command is not null && server["credential"] is { } credential)
        {
            errors.Add(credential, "credential is for a server at an address.", "Give a program its secrets with environment:.");
        }

        if (url is JValue { Value: string text } && !IsAddress(text))
        {
            errors.Add(
                url, "The address is not one that the guard calls.",
                "Write https://HOST/PATH, or http:// for this machine, without a user and a fragment.");
        }
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url is { UserInfo: "", Fragment: "" };

    private static McpConfig Bind(JObject root, string folder) => new()
    {
        Servers = root.Entries("servers").ToDictionary(
            static one => one.Key,
            one => Bind(one.Key, one.Value, folder),
            StringComparer.Ordinal),
    };

    private static McpServerConfig Bind(string id, JObject server, string folder) => new()
    {
        Id = id,
        Command = [.. server.Texts("command").Select(static one => one.Text)],
        Directory = server["command"] is null ? null : Path.GetFullPath(server.Text("directory") ?? ".", folder),
        Environment = (server.Object("environment")?.Properties() ?? [])
            .ToDictionary(static one => one.Name, static one => (string)one.Value!, StringComparer.Ordinal),
        Url = server.Text("url") is { } url ? new Uri(url) : null,
        Credential = server.Text("credential"),
        Applications = [.. server.Texts("applications").Select(static one => one.Text)],
        Resources = server.Text("resources") == "allow",
        Prompts = server.Text("prompts") == "allow",
        Sampling = server.Text("sampling") == "allow",
        Elicitation = server.Text("elicitation") == "allow",
        Timeout = server.Duration("timeout") ?? McpServerConfig.DefaultTimeout,
    };
}

/// <summary>The servers of a file, or every error in it.</summary>
public sealed record McpConfigResult(McpConfig? Config, IReadOnlyList<PolicyError> Errors);

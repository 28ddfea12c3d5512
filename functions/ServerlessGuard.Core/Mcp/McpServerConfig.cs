using System.Security.Cryptography;
using System.Text;

namespace ServerlessGuard.Core.Mcp;

/// <summary>The MCP servers behind the gateway, by name. Immutable.</summary>
public sealed record McpConfig
{
    public required IReadOnlyDictionary<string, McpServerConfig> Servers { get; init; }
}

/// <summary>One MCP server: a program of this machine, or an address.</summary>
public sealed record McpServerConfig
{
    /// <summary>The time to start and to answer a request where the file names none.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The name, and the part before the dot in the policy's names of its tools.</summary>
    public required string Id { get; init; }

    /// <summary>The program and its arguments; empty for a server at an address.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The folder that the program starts in; null is the host's own.</summary>
    public string? Directory { get; init; }

    /// <summary>A variable of the program's environment -> the variable of the guard's that holds its value.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The address; null for a program.</summary>
    public Uri? Url { get; init; }

    /// <summary>The variable whose value is the bearer token for <see cref="Url"/>; null sends none.</summary>
    public string? Credential { get; init; }

    /// <summary>The applications that may reach it; empty for every one.</summary>
    public IReadOnlyList<string> Applications { get; init; } = [];

    public bool Resources { get; init; }

    public bool Prompts { get; init; }

    /// <summary>The server may ask the client's model.</summary>
    public bool Sampling { get; init; }

    /// <summary>The server may ask the client's user.</summary>
    public bool Elicitation { get; init; }

    /// <summary>For its start, and for each request.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    public bool Admits(string application) => Applications.Count == 0 || Applications.Contains(application, StringComparer.Ordinal);

    /// <summary>The policy's name of one of its tools.</summary>
    public string PolicyName(string tool) => $"{Id}.{tool}";

    /// <summary>
    /// SHA-256, lower-case hex, of what is started or called: the program and its arguments in order, or scheme, host and port. Pins hold
    /// for one identity alone, so that another program under a pinned name is refused.
    /// </summary>
    public string Identity => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        Url is { } url ? "url\n" + url.GetLeftPart(UriPartial.Authority).ToLowerInvariant() : "command\n" + string.Join('\0', Command))));

    public override string ToString() => $"McpServerConfig {{ {Id} }}";
}

using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Local.Cli;

/// <summary>The model behind the gateway, as the command line names it.</summary>
internal static class UpstreamAddress
{
    /// <summary>
    /// Null for null. Throws a usage error for what is no base address, and for a plain-text address beyond this machine.
    /// </summary>
    public static Uri? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || uri.Query.Length > 0
            || uri.Fragment.Length > 0)
        {
            throw CommandException.Usage(
                $"--upstream {Shown(text)} is no base address.", "Write it like https://models.example/v1 or http://127.0.0.1:11434/v1.");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw CommandException.Usage(
                "--upstream holds a credential.", "Put the key into an environment variable and name that with --upstream-key-env.");
        }

        return uri.Scheme == "https" || uri.IsLoopback
            ? uri
            : throw CommandException.Usage(
                $"--upstream {uri} is plain text to another machine.", "Use https, or a tunnel that ends on 127.0.0.1.");
    }

    /// <summary>The API that an upstream speaks where nobody says it: Anthropic's own host has its own.</summary>
    public static string PlatformOf(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host == "api.anthropic.com"
            ? PlatformNames.Anthropic
            : PlatformNames.OpenAI;

    /// <summary>The key in the named variable; a variable that is named and not set is a usage error.</summary>
    public static string? KeyFrom(Terminal terminal, string? variable, string? upstream)
    {
        if (variable is null)
        {
            return null;
        }

        if (upstream is null)
        {
            throw CommandException.Usage("--upstream-key-env needs --upstream.", "The simulated model takes no key.");
        }

        return terminal.Variable(variable) is { Length: > 0 } key
            ? key.Trim()
            : throw CommandException.Usage(
                $"--upstream-key-env: the variable {variable} is not set.",
                $"Set it in the shell that starts the guard: export {variable}=…");
    }

    // The part after an @ may be a host, and the part before it a credential.
    private static string Shown(string text) => text.Contains('@', StringComparison.Ordinal) ? "(with a credential in it)" : text;
}

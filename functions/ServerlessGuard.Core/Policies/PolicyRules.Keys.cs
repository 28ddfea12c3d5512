using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

internal static partial class PolicyRules
{
    private const string KeyPrefix = "ed25519:";

    private static void CheckAttesters(JObject root, PolicyErrors errors)
    {
        var attesters = root.Objects("attesters").ToList();
        CheckIds(attesters, errors);

        // Two names for one key would let one party attest as two.
        CheckTwice(attesters.Where(a => a.Text("key") is not null).Select(a => (a.Text("key")!, a["key"]!)), errors, "key");
        foreach (var attester in attesters)
        {
            if (attester.Text("key") is { } key && !Ed25519PublicKey.IsUsable(PublicKey(key)))
            {
                Refuse(
                    errors, attester["key"]!, "This is not an Ed25519 public key that only its owner can sign for.",
                    "Write ed25519: and the 32 bytes of the public key in base64.");
            }
        }
    }

    /// <summary>The bytes of ed25519:BASE64; empty when that is not what is there.</summary>
    internal static byte[] PublicKey(string text)
    {
        var bytes = new byte[32];
        return text.StartsWith(KeyPrefix, StringComparison.Ordinal)
            && text.Length == KeyPrefix.Length + 44
            && Convert.TryFromBase64Chars(text.AsSpan(KeyPrefix.Length), bytes, out var written)
            && written == bytes.Length
            ? bytes
            : [];
    }

    private static void CheckCredentials(JObject root, PolicyErrors errors)
    {
        var credentials = root.Objects("credentials").ToList();
        CheckIds(credentials, errors);
        CheckTwice(
            credentials.Where(c => c.Text("secret") is not null).Select(c => (c.Text("secret")!.ToLowerInvariant(), c["secret"]!)), errors,
            "secret");
        foreach (var credential in credentials)
        {
            CheckCredential(credential, errors);
        }
    }

    private static void CheckCredential(JObject credential, PolicyErrors errors)
    {
        if (credential.Text("resource") is { } resource && credential.Text("platform") is { } platform)
        {
            if (platform == PlatformNames.Generic)
            {
                CheckAddress(resource, credential["resource"]!, loopback: false, errors);
            }
            else if (!ArmId.IsWellFormed(resource))
            {
                Refuse(
                    errors, credential["resource"]!, $"{PolicyErrorPhrases.Show(resource)} is not an ARM id.",
                    "Write /subscriptions/GUID/resourceGroups/GROUP/providers/NAMESPACE/TYPE/NAME.");
            }
        }

        var every = credential.Duration("rotate_every") ?? TimeSpan.FromDays(30);
        var overlap = credential.Duration("overlap") ?? TimeSpan.FromHours(24);
        if (overlap >= every)
        {
            Refuse(
                errors, credential["overlap"] ?? credential["rotate_every"]!,
                $"The overlap ({PolicyUnits.Show(overlap)}) is not shorter than the rotation ({PolicyUnits.Show(every)}): the old key would never die.",
                $"Use an overlap below {PolicyUnits.Show(every)}.");
        }
    }

    private static void CheckConnectors(JObject root, PolicyErrors errors)
    {
        var connectors = root.Objects("connectors").ToList();
        CheckIds(connectors, errors);
        foreach (var connector in connectors)
        {
            CheckTwice(connector.Texts("scopes"), errors, "scope");
        }

        var tools = root.Keys("tools");
        var run = connectors.SelectMany(static connector => connector.Texts("tools")).ToList();
        CheckTwice(run, errors, "tool of a connector");
        CheckToolNames(run, tools, errors);
        CheckToolNames(root.Entries("tasks").SelectMany(static task => task.Value.Texts("tools")), tools, errors);
    }

    private static void CheckToolNames(IEnumerable<(string Text, JToken Token)> names, HashSet<string> tools, PolicyErrors errors)
    {
        foreach (var (name, token) in names.Where(one => !tools.Contains(one.Text)))
        {
            Refuse(errors, token, $"{PolicyErrorPhrases.Show(name)} is not one of the tools.", Near(name, tools, "Describe it under tools."));
        }
    }
}

/// <summary>The ARM id of a resource in a resource group.</summary>
internal static class ArmId
{
    public static bool IsWellFormed(string id)
    {
        var parts = id.Split('/');
        return parts.Length >= 9
            && parts.Length % 2 == 1
            && parts[0].Length == 0
            && parts[1] == "subscriptions" && Guid.TryParseExact(parts[2], "D", out _)
            && parts[3] == "resourceGroups"
            && parts[5] == "providers"
            && parts.Skip(4)
                .All(p => p.Length is > 0 and <= 100 && p.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '(' or ')' or '-'));
    }
}

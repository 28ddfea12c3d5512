namespace ServerlessGuard.Functions.Tests.Authorization;

/// <summary>
/// Requests to Key Vault's data plane as the data actions that they need, after Azure's list of permissions for
/// Microsoft.KeyVault. Wrapping with an asymmetric key is open to whoever may read the key, since its public half is.
/// </summary>
internal static class VaultCalls
{
    private const string Secrets = "Microsoft.KeyVault/vaults/secrets/";
    private const string Keys = "Microsoft.KeyVault/vaults/keys/";

    public static AzureCall? Of(string method, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2)
        {
            return null;
        }

        var on = $"{(parts[0] == "secrets" ? "secret" : "key")}/{parts[1]}";
        return (method, parts) switch
        {
            ("GET", ["secrets", _, "versions"]) => AzureCall.Of("Get Secret Versions", on, Secrets + "readMetadata/action"),
            ("GET", ["secrets", _] or ["secrets", _, _]) => AzureCall.Of("Get Secret", on, Secrets + "getSecret/action"),
            ("PUT", ["secrets", _]) => AzureCall.Of("Set Secret", on, Secrets + "setSecret/action"),
            ("PATCH", ["secrets", _, _]) => AzureCall.Of("Update Secret", on, Secrets + "update/action"),
            ("DELETE", ["secrets", _]) => AzureCall.Of("Delete Secret", on, Secrets + "delete"),
            ("GET", ["keys", _] or ["keys", _, _]) => AzureCall.Of("Get Key", on, Keys + "read"),
            ("POST", ["keys", _, "wrapkey"] or ["keys", _, _, "wrapkey"]) =>
                AzureCall.Of("Wrap Key", on, Keys + "wrap/action", Keys + "read"),
            ("POST", ["keys", _, _, "unwrapkey"]) => AzureCall.Of("Unwrap Key", on, Keys + "unwrap/action"),
            ("POST", ["keys", _, "sign"] or ["keys", _, _, "sign"]) => AzureCall.Of("Sign", on, Keys + "sign/action"),
            _ => null,
        };
    }
}

using Pulumi;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;
using KeyVault = Pulumi.AzureNative.KeyVault.Vault;

namespace ServerlessGuard.Infra.Components;

/// <summary>
/// The key vault: access by role only, purge protected, with the keys and the secrets' places that policies/duties.yaml grants on.
/// </summary>
internal sealed class Vault : ComponentResource
{
    // 2030-01-01. A place holds no secret yet: its first real version comes from the rotator or the auditor, with an expiry of its own.
    private const int PlaceExpires = 1893456000;

    private readonly GuardContext _context;

    public Vault(string name, GuardContext context, Input<string>? appsSubnet, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:Vault", name, options)
    {
        _context = context;
        Resource = Create(appsSubnet);
        foreach (var key in context.Settings.Duties.Scopes("key"))
            Keys[key] = AddKey(key);
        // A role on the whole vault needs no places: whoever writes a secret first makes it.
        foreach (var secret in context.Settings.IsStarter ? [] : Secrets(context.Settings))
            Places[secret] = AddPlace(secret);
        RegisterOutputs();
    }

    public KeyVault Resource { get; }

    public Dictionary<string, Key> Keys { get; } = [];

    /// <summary>The secrets by name.</summary>
    public Dictionary<string, Secret> Places { get; } = [];

    public string Name => _context.Names.Vault;

    /// <summary>The secrets that exist: those granted by name, and one per credential of guard.yaml.</summary>
    public static IReadOnlyList<string> Secrets(GuardSettings settings) =>
        [.. settings.Duties.Scopes("secret").SelectMany(s => SecretNames(s, settings)).Distinct().Order(StringComparer.Ordinal)];

    public static IEnumerable<string> SecretNames(string scope, GuardSettings settings) =>
        scope == "credentials" ? settings.Policy.Credentials.Select(c => c.Secret) : [scope];

    private KeyVault Create(Input<string>? appsSubnet) => new("vault", new VaultArgs
    {
        VaultName = Name,
        ResourceGroupName = _context.GroupName,
        Location = _context.Location,
        Tags = _context.Tags,
        Properties = new VaultPropertiesArgs
        {
            TenantId = _context.Settings.Tenant,
            Sku = new SkuArgs { Family = SkuFamily.A, Name = SkuName.Standard },
            EnableRbacAuthorization = true,
            EnableSoftDelete = true,
            SoftDeleteRetentionInDays = 90,
            EnablePurgeProtection = true,
            EnabledForDeployment = false,
            EnabledForDiskEncryption = false,
            EnabledForTemplateDeployment = false,
            PublicNetworkAccess = _context.Settings.IsPrivate ? "disabled" : "enabled",
            NetworkAcls = new NetworkRuleSetArgs
            {
                DefaultAction = NetworkRuleAction.Deny,
                Bypass = NetworkRuleBypassOptions.AzureServices,
                VirtualNetworkRules = _context.Settings.IsPrivate || appsSubnet is null
                    ? new InputList<VirtualNetworkRuleArgs>()
                    : new VirtualNetworkRuleArgs { Id = appsSubnet },
            },
        },
    }, _context.Under(this, precious: true));

    private Key AddKey(string key)
    {
        var signs = key == "evidence";
        return new Key($"key-{key}", new Pulumi.AzureNative.KeyVault.KeyArgs
        {
            KeyName = key,
            VaultName = Resource.Name,
            ResourceGroupName = _context.GroupName,
            Tags = _context.Tags,
            Properties = new KeyPropertiesArgs
            {
                Kty = signs ? JsonWebKeyType.EC : JsonWebKeyType.RSA,
                CurveName = signs ? JsonWebKeyCurveName.P_256 : (InputUnion<string, JsonWebKeyCurveName>?)null,
                KeySize = signs ? (Input<int>?)null : 3072,
                KeyOps = signs
                    ? (Union<string, JsonWebKeyOperation>[])[JsonWebKeyOperation.Sign, JsonWebKeyOperation.Verify]
                    : (Union<string, JsonWebKeyOperation>[])[JsonWebKeyOperation.WrapKey, JsonWebKeyOperation.UnwrapKey],
                // A key that an old version wrapped is still unwrapped after the version expired: Key Vault refuses only new use.
                RotationPolicy = new RotationPolicyArgs
                {
                    Attributes = new KeyRotationPolicyAttributesArgs { ExpiryTime = "P1Y" },
                    LifetimeActions =
                    {
                        new LifetimeActionArgs
                        {
                            Action = new ActionArgs { Type = KeyRotationPolicyActionType.Rotate },
                            Trigger = new TriggerArgs { TimeAfterCreate = "P90D" },
                        },
                        new LifetimeActionArgs
                        {
                            Action = new ActionArgs { Type = KeyRotationPolicyActionType.Notify },
                            Trigger = new TriggerArgs { TimeBeforeExpiry = "P30D" },
                        },
                    },
                },
            },
        }, _context.Under(this, with: Resource));
    }

    private Secret AddPlace(string secret)
    {
        var options = _context.Under(this, with: Resource);
        options.IgnoreChanges = ["properties", "tags"];
        return new Secret($"secret-{secret}", new SecretArgs
        {
            SecretName = secret,
            VaultName = Resource.Name,
            ResourceGroupName = _context.GroupName,
            Tags = _context.Tags,
            Properties = new SecretPropertiesArgs
            {
                Value = "not set yet",
                ContentType = "text/plain; guard=place",
                Attributes = new SecretAttributesArgs { Enabled = false, Expires = PlaceExpires },
            },
        }, options);
    }
}

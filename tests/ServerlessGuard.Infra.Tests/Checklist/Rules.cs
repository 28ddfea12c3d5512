using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests.Checklist;

/// <summary>The infrastructure checklist, rule by rule, over the graph of private mode.</summary>
internal static class Rules
{
    private const string Vaults = "keyvault:Vault";
    private const string Keys = "keyvault:Key";
    private const string Secrets = "keyvault:Secret";
    private const string Accounts = "storage:StorageAccount";
    private const string Containers = "storage:BlobContainer";
    private const string Blobs = "storage:BlobServiceProperties";
    private const string Apps = "web:WebApp";
    private const string Models = "cognitiveservices:Account";
    private const string Topics = "eventgrid:Topic";
    private const string Roles = "authorization:RoleDefinition";
    private const string NoWorkspaces =
        "we make no machine learning workspace; policies/azure/public-network.json reports the guarded ones";
    private const string NoWebServer = "Flex Consumption has no web server log to turn on, and refuses a site that tries; requests are in "
        + "Application Insights, and the app's resource log is kept (CKV_AZURE_159)";
    private const string People = "we assign no person and no group; Entra holds that";

    public static readonly IReadOnlyList<Rule> All =
    [
        Of(
            "CKV_AZURE_42", "the vault can be recovered", Vaults,
            v => Is(v, "properties.enableSoftDelete", true) && Is(v, "properties.enablePurgeProtection", true)),
        Of("CKV_AZURE_109", "the vault's firewall denies", Vaults, v => Is(v, "properties.networkAcls.defaultAction", "Deny")),
        Of("CKV_AZURE_110", "the vault is purge protected", Vaults, v => Is(v, "properties.enablePurgeProtection", true)),
        Of("CKV_AZURE_111", "the vault deletes softly", Vaults, v => Is(v, "properties.enableSoftDelete", true)),
        Of("CKV_AZURE_189", "the vault has no public address", Vaults, v => Is(v, "properties.publicNetworkAccess", "disabled")),
        Of("CKV_AZURE_40", "keys expire", Keys, k => k.Text("properties.rotationPolicy.attributes.expiryTime") is not null),
        Of("CKV_AZURE_41", "secrets expire", Secrets, s => s.At("properties.attributes.expires") is double),
        Of("CKV_AZURE_114", "secrets have a content type", Secrets, s => s.Text("properties.contentType") is { Length: > 0 }),
        Of("CKV2_AZURE_32", "the vault has a private endpoint", Vaults, HasEndpoint("vault")),
        Of(
            "Azure.KeyVault.AutoRotationPolicy", "keys rotate by themselves", Keys,
            k => k.List("properties.rotationPolicy.lifetimeActions").Any(a => Text(a, "action", "type") == "rotate")),
        Of("Azure.KeyVault.Firewall", "the vault's firewall denies", Vaults, v => Is(v, "properties.networkAcls.defaultAction", "Deny")),
        Of("Azure.KeyVault.Logs", "the vault's log is kept", Vaults, HasLogs),
        Of("Azure.KeyVault.PurgeProtect", "the vault is purge protected", Vaults, v => Is(v, "properties.enablePurgeProtection", true)),
        Of(
            "Azure.KeyVault.RBAC", "roles, no access policies", Vaults,
            v => Is(v, "properties.enableRbacAuthorization", true) && v.List("properties.accessPolicies").Count == 0),
        Of("Azure.KeyVault.SoftDelete", "deleted things stay 90 days", Vaults, v => Is(v, "properties.softDeleteRetentionInDays", 90.0)),

        Of("CKV_AZURE_3", "HTTPS only", Accounts, a => Is(a, "enableHttpsTrafficOnly", true)),
        Of("CKV_AZURE_33", "queue requests are logged", Accounts, HasLogsOf("/queueServices/default")),
        Of("CKV_AZURE_34", "containers are private", Containers, c => Is(c, "publicAccess", "None")),
        Of("CKV_AZURE_35", "the firewall denies", Accounts, a => Is(a, "networkRuleSet.defaultAction", "Deny")),
        Of("CKV_AZURE_36", "trusted services may pass", Accounts, a => Is(a, "networkRuleSet.bypass", "AzureServices")),
        Of("CKV_AZURE_44", "TLS 1.2 at least", Accounts, a => Is(a, "minimumTlsVersion", "TLS1_2")),
        Of("CKV_AZURE_59", "no public access", Accounts, a => Is(a, "publicNetworkAccess", "Disabled")),
        Of("CKV_AZURE_190", "no public blobs", Accounts, a => Is(a, "allowBlobPublicAccess", false)),
        Of(
            "CKV_AZURE_206", "replicated to another region; the runtime's accounts hold nothing that cannot be made anew", Accounts,
            a => a.Text("sku.name") is "Standard_GRS" or "Standard_GZRS", a => a.Name == "data"),
        Of("CKV_AZURE_244", "no local users", Accounts, a => Is(a, "isLocalUserEnabled", false)),
        No(
            "CKV2_AZURE_1", "customer-managed key",
            "content is encrypted by the guard under keys that the vault wraps, before it is stored; the platform encrypts once more"),
        Of("CKV2_AZURE_20", "table requests are logged", Accounts, HasLogsOf("/tableServices/default")),
        Of("CKV2_AZURE_21", "blob requests are logged", Accounts, HasLogsOf("/blobServices/default")),
        Of("CKV2_AZURE_33", "private endpoints", Accounts, (g, a) => ((string[])["blob", "queue", "table"]).All(s => HasEndpoint(s)(g, a))),
        Of(
            "CKV2_AZURE_38", "blobs delete softly", Blobs,
            b => Is(b, "deleteRetentionPolicy.enabled", true) && Is(b, "isVersioningEnabled", true)),
        Of("CKV2_AZURE_40", "no shared keys", Accounts, a => Is(a, "allowSharedKeyAccess", false)),
        Of("CKV2_AZURE_47", "no anonymous blobs", Accounts, a => Is(a, "allowBlobPublicAccess", false)),

        Of("CKV_AZURE_70", "HTTPS only", Apps, a => Is(a, "httpsOnly", true)),
        Of("CKV_AZURE_14", "HTTPS only", Apps, a => Is(a, "httpsOnly", true)),
        Of("CKV_AZURE_145", "TLS 1.2 at least", Apps, a => Is(a, "siteConfig.minTlsVersion", "1.2")),
        Of("CKV_AZURE_15", "TLS 1.2 at least", Apps, a => Is(a, "siteConfig.minTlsVersion", "1.2")),
        Of("CKV_AZURE_67", "HTTP/2", Apps, a => Is(a, "siteConfig.http20Enabled", true)),
        Of("CKV_AZURE_18", "HTTP/2", Apps, a => Is(a, "siteConfig.http20Enabled", true)),
        Of("CKV_AZURE_221", "no public address", Apps, a => Is(a, "publicNetworkAccess", "Disabled")),
        Of("CKV_AZURE_222", "no public address", Apps, a => Is(a, "publicNetworkAccess", "Disabled")),
        Of("CKV_AZURE_72", "no remote debugging", Apps, a => Is(a, "siteConfig.remoteDebuggingEnabled", false)),
        Of("CKV_AZURE_155", "no remote debugging", Apps, a => Is(a, "siteConfig.remoteDebuggingEnabled", false)),
        Of(
            "CKV_AZURE_71", "a managed identity", Apps,
            a => Is(a, "identity.type", "UserAssigned") && a.List("identity.userAssignedIdentities").Count == 1),
        Of("CKV_AZURE_57", "no origin may call from a browser", Apps, a => a.At("siteConfig.cors") is null),
        No("CKV_AZURE_63", "HTTP logging", NoWebServer),
        No("CKV_AZURE_65", "detailed errors are logged", NoWebServer),
        No("CKV_AZURE_66", "failed requests are traced", NoWebServer),
        Of("CKV_AZURE_159", "the app's log is kept", Apps, HasLogs),
        Of("CKV_AZURE_78", "no FTP", Apps, Publishes("web:WebAppFtpAllowed")),
        Of("CKV_AZURE_213", "a health check", Apps, a => Is(a, "siteConfig.healthCheckPath", "/health")),

        Of("CKV_AZURE_134", "no public address", Models, m => Is(m, "properties.publicNetworkAccess", "Disabled")),
        Of("CKV_AZURE_236", "no keys", Models, m => Is(m, "properties.disableLocalAuth", true)),
        Of("CKV_AZURE_238", "a managed identity", Models, m => Is(m, "identity.type", "SystemAssigned")),
        Of("CKV_AZURE_247", "outbound restricted", Models, m => Is(m, "properties.restrictOutboundNetworkAccess", true)),
        No(
            "CKV2_AZURE_22", "customer-managed key",
            "the account holds no content of ours at rest; a fine-tune's files belong to who made it"),

        No("CKV_AZURE_144", "workspaces: no public address", NoWorkspaces),
        No("CKV_AZURE_243", "workspaces: private endpoint", "of the guarded ones we ask for an endpoint, which their owner approves"),
        No("CKV_AZURE_142", "compute: no local accounts", "we make no machine learning compute"),
        No("CKV2_AZURE_49", "workspaces: network rules", NoWorkspaces),
        No("CKV2_AZURE_50", "workspace storage: network rules", NoWorkspaces),

        Of("CKV_AZURE_191", "topics have an identity", Topics, t => Is(t, "identity.type", "SystemAssigned")),
        Of("CKV_AZURE_192", "topics take no keys", Topics, t => Is(t, "disableLocalAuth", true)),
        Of("CKV_AZURE_193", "topics have no public address", Topics, t => Is(t, "publicNetworkAccess", "Disabled")),

        Of("CKV_AZURE_39", "no custom owner role", Roles, r => r.List("permissions")
            .Cast<IReadOnlyDictionary<string, object>>()
            .SelectMany(p => p.Values.OfType<System.Collections.IEnumerable>().SelectMany(v => v.Cast<object>()))
            .All(a => !((string)a).Contains('*'))),
        No("Azure.RBAC.UseGroups", "groups, not people", People),
        No("Azure.RBAC.LimitOwner", "few owners", People),
        No("Azure.RBAC.PIM", "privileges for a time", People),
        Of("CKV_AZURE_37", "logs are kept a year", "operationalinsights:Workspace", w => w.At("retentionInDays") is >= 365.0),
        Of(
            "Azure.AppInsights.LocalAuth", "Application Insights takes no keys", "applicationinsights:Component",
            c => Is(c, "disableLocalAuth", true)),
        Of(
            "Azure.AppInsights.Workspace", "Application Insights writes to our workspace", "applicationinsights:Component",
            (g, c) => c.Text("workspaceResourceId") == g.Of("operationalinsights:Workspace").Single().Id),

        Of(
            "SG-INFRA-01", "endpoints take Entra tokens only", "authorization:PolicyDefinition", IsAssigned,
            p => p.Name == "policy-endpoint-keys"),
        Of(
            "SG-INFRA-02", "model versions do not upgrade by themselves", "authorization:PolicyDefinition", IsAssigned,
            p => p.Name == "policy-no-auto-upgrade"),
        Of(
            "SG-INFRA-03", "a content filter (raiPolicyName) on every deployment, reported where it lacks",
            "authorization:PolicyDefinition", IsAssigned, p => p.Name == "policy-content-filter"),
        Of(
            "SG-INFRA-04", "only approved models and versions", "authorization:PolicyDefinition", IsAssigned,
            p => p.Name == "policy-approved-models"),
        Of(
            "SG-INFRA-05", "every subscription dead-letters by identity", "eventgrid:SystemTopicEventSubscription",
            s => Is(s, "deadLetterWithResourceIdentity.identity.type", "SystemAssigned")),
        Of(
            "SG-INFRA-06", "every subscription dead-letters by identity", "eventgrid:TopicEventSubscription",
            s => Is(s, "deadLetterWithResourceIdentity.identity.type", "SystemAssigned")),
        No("SG-INFRA-07", "a sweep behind every subscription", "timers are in the function app, which has its own tests"),
        Of(
            "SG-INFRA-08", "deployments/write for the deployer alone", "authorization:RoleAssignment",
            (g, a) => !MayDeploy(g, a) || a.Text("principalId") == "principal-identity-deployer"),
        Of(
            "SG-INFRA-09", "proofs are written once", Containers,
            (g, c) => g.Of("storage:BlobContainerImmutabilityPolicy")
                .Any(p => p.Text("containerName") == c.Text("containerName") && p.At("immutabilityPeriodSinceCreationInDays") is >= 3650.0),
            c => c.Name.StartsWith("container-log-", StringComparison.Ordinal) || c.Name == "container-tiles"),
        Of(
            "SG-INFRA-10", "no publishing password works", Apps,
            (g, a) => Publishes("web:WebAppFtpAllowed")(g, a) && Publishes("web:WebAppScmAllowed")(g, a)),
    ];

    /// <summary>In the initiative, which stands on every guarded group.</summary>
    private static bool IsAssigned(Graph graph, RecordedResource policy) =>
        graph.Of("authorization:PolicySetDefinition").Single() is var initiative
        && initiative.List("policyDefinitions").Any(d => Text(d, "policyDefinitionId") == policy.Id)
        && Example.Settings("dev").Models.All(m => graph.Of("authorization:PolicyAssignment")
            .Any(a => a.Text("scope") == m.GroupId && a.Text("policyDefinitionId") == initiative.Id));

    private static bool MayDeploy(Graph graph, RecordedResource assignment) =>
        graph.Of(Roles).FirstOrDefault(r => r.Id == assignment.Text("roleDefinitionId")) is { } role
        && role.List("permissions")
            .Cast<IReadOnlyDictionary<string, object>>()
            .SelectMany(p => p.Values.OfType<System.Collections.IEnumerable>().SelectMany(v => v.Cast<object>()))
            .Any(a => ((string)a).EndsWith("deployments/write", StringComparison.Ordinal));

    private static Rule Of(
        string id, string what, string type, Func<RecordedResource, bool> holds, Func<RecordedResource, bool>? only = null) =>
        Of(id, what, type, (_, r) => holds(r), only);

    private static Rule Of(
        string id, string what, string type, Func<Graph, RecordedResource, bool> holds, Func<RecordedResource, bool>? only = null) =>
        new(id, what) { On = g => g.Of(type).Where(r => only?.Invoke(r) ?? true), Holds = holds };

    private static Rule No(string id, string what, string why) => new(id, what) { DoesNotApply = why };

    private static bool Is(RecordedResource resource, string path, object value) => value.Equals(resource.At(path));

    private static bool HasLogs(Graph graph, RecordedResource resource) => HasLogsOf("")(graph, resource);

    private static Func<Graph, RecordedResource, bool> HasLogsOf(string child) => (graph, resource) =>
        graph.Of("monitor:DiagnosticSetting").Any(d => d.Text("resourceUri") == resource.Id + child && d.List("logs").Count > 0);

    private static Func<Graph, RecordedResource, bool> Publishes(string type) => (graph, app) =>
        graph.Of(type).Count(p => p.Text("name") == app.Text("name") && Is(p, "allow", false)) == 1;

    private static Func<Graph, RecordedResource, bool> HasEndpoint(string group) => (graph, resource) =>
        graph.Of("network:PrivateEndpoint")
            .SelectMany(e => e.List("privateLinkServiceConnections"))
            .Cast<IReadOnlyDictionary<string, object>>()
            .Any(c => (string)c["privateLinkServiceId"] == resource.Id
                && ((System.Collections.IEnumerable)c["groupIds"]).Cast<string>().Single() == group);

    private static string? Text(object map, params string[] path)
    {
        foreach (var part in path)
            map = ((IReadOnlyDictionary<string, object>)map)[part];
        return map as string;
    }
}

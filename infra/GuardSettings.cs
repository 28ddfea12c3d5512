using System.Text.RegularExpressions;
using ServerlessGuard.Infra.Duties;
using ServerlessGuard.Infra.Settings;

namespace ServerlessGuard.Infra;

/// <summary>Everything the program may be told, typed and checked. Pulumi.yaml describes each key; only this class reads them.</summary>
public sealed partial record GuardSettings
{
    private const string Provider = "azure-native";

    private const string SubscriptionKey = Provider + ":subscriptionId";

    /// <summary>Azure's regions that no other holds copies for (Microsoft Learn, list of regions, 2026-11).</summary>
    private static readonly HashSet<string> RegionsWithoutPair =
    [
        "austriaeast", "belgiumcentral", "chilecentral", "indonesiacentral", "israelcentral", "italynorth", "malaysiawest", "mexicocentral",
        "newzealandnorth", "polandcentral", "qatarcentral", "spaincentral",
    ];

    /// <summary>Platforms that the guard knows, and to whose keys the rotator has no right or no way in Azure.</summary>
    private static readonly Dictionary<string, string> NotRotated = new()
    {
        ["azure-storage"] = "a storage account of this stack has no keys, and no role here covers another's",
        ["azure-eventgrid"] = "a topic of this stack has no keys, and no role here covers another's",
        ["generic"] = "the network lets the rotator out to no web hook",
    };

    public required string Project { get; init; }

    public required string Stack { get; init; }

    /// <summary>The provider's own setting: what the program names and where the provider makes it are one.</summary>
    public required string Subscription { get; init; }

    /// <summary>The provider's own setting.</summary>
    public required string Tenant { get; init; }

    public required Profile Profile { get; init; }

    public bool IsStarter => Profile == Profile.Starter;

    /// <summary>The duties that are done, whether by an app of their own or by one.</summary>
    public required IReadOnlyList<string> DutyIds { get; init; }

    /// <summary>Part of every name; empty for a stack's first names.</summary>
    public required string Salt { get; init; }

    public required string Location { get; init; }

    public required NetworkMode Network { get; init; }

    /// <summary>An IPv4 /16 to /20.</summary>
    public required string AddressSpace { get; init; }

    /// <summary>The address ranges that may reach public addresses in locked-public mode.</summary>
    public required IReadOnlyList<string> AllowedRanges { get; init; }

    public required IReadOnlyList<ModelResource> Models { get; init; }

    public required NewAccount? NewAccount { get; init; }

    /// <summary><c>name:version</c> of every model that may be deployed.</summary>
    public required IReadOnlyList<string> ApprovedModels { get; init; }

    /// <summary>Applications that report outputs themselves; each has a topic of its own.</summary>
    public required IReadOnlyList<string> ReportingApplications { get; init; }

    /// <summary>The witnesses that sign the log's checkpoints beside the auditor; empty without any.</summary>
    public required string Witness { get; init; }

    public required string WitnessKey { get; init; }

    /// <summary>The witness's addresses: the network lets the apps out to nothing else on the internet.</summary>
    public required IReadOnlyList<string> WitnessRanges { get; init; }

    /// <summary>The Entra application whose tokens callers bring.</summary>
    public required string Audience { get; init; }

    public required IReadOnlyList<string> AlertEmails { get; init; }

    /// <summary>As its tokens present the delivery pipeline; with none, no identity is made for it.</summary>
    public required IReadOnlyList<string> PipelineSubjects { get; init; }

    public required string PipelineIssuer { get; init; }

    /// <summary>The policy's <c>access:</c> is granted on the guarded resources, which are not ours.</summary>
    public required bool GrantAccess { get; init; }

    /// <summary>A principal as the policy names it -> its object id.</summary>
    public required IReadOnlyDictionary<string, string> Principals { get; init; }

    /// <summary>The resource group of private DNS zones that exist; empty makes them.</summary>
    public required string ZonesGroup { get; init; }

    /// <summary>Virtual networks, peered by their owners, that may look up the private names.</summary>
    public required IReadOnlyList<string> LinkedNetworks { get; init; }

    /// <summary>Per month, in the subscription's currency; 0 sets no budget.</summary>
    public required int Budget { get; init; }

    /// <summary>The first day of a month; empty without a budget.</summary>
    public required string BudgetStart { get; init; }

    public required bool ZoneRedundant { get; init; }

    /// <summary>Another region has a copy of the data account.</summary>
    public required bool GeoRedundant { get; init; }

    /// <summary>Not 512: the host and a worker that has answered some hundred chats hold 416 of them, and a body may be 16 MB.</summary>
    public required int InstanceMemory { get; init; }

    public required int MaximumInstances { get; init; }

    public required bool AlwaysReady { get; init; }

    /// <summary>
    /// Event Grid posts to the apps instead of filling queues. Only once the code is deployed: the handshake needs an answer.
    /// </summary>
    public required bool PushEvents { get; init; }

    public required bool EnforcePolicies { get; init; }

    public required bool Lock { get; init; }

    /// <summary>A destroy leaves the data account with its proofs, and so the resource group.</summary>
    public required bool KeepProofs { get; init; }

    public required PolicyFacts Policy { get; init; }

    public required DutyTable Duties { get; init; }

    /// <summary>The texts of policies/azure, by file name.</summary>
    public required IReadOnlyDictionary<string, string> AzurePolicies { get; init; }

    public bool IsPrivate => Network == NetworkMode.Private;

    /// <exception cref="SettingsException">With every fault at once.</exception>
    public static GuardSettings Load(Pulumi.Config config)
    {
        var provider = new Pulumi.Config(Provider);
        return Read(
            key => key.StartsWith(Provider + ":", StringComparison.Ordinal) ? provider.Get(key[(Provider.Length + 1)..]) : config.Get(key),
            Pulumi.Deployment.Instance.ProjectName, Pulumi.Deployment.Instance.StackName, PolicyFiles.Beside());
    }

    /// <param name="get">A setting by its key; those of the provider begin with <c>azure-native:</c>.</param>
    /// <exception cref="SettingsException">With every fault at once.</exception>
    public static GuardSettings Read(Func<string, string?> get, string project, string stack, PolicyFiles files)
    {
        // Pulumi hands over an optional key that is not set as its default, the empty text.
        string? Given(string key) => get(key) is { Length: > 0 } value ? value : null;
        var read = new SettingsReader(Given, project);
        var profile = read.OneOf("profile", Profile.Full, ("full", Profile.Full), ("starter", Profile.Starter));
        var starter = profile == Profile.Starter;
        var duties = files.Duties(read.Faults);
        var settings = new GuardSettings
        {
            Profile = profile,
            DutyIds = [.. duties.Apps.Select(d => d.Id)],
            Project = project,
            Stack = stack,
            Subscription = read.RequiredGuid(SubscriptionKey, "the subscription's id"),
            Tenant = read.RequiredGuid(Provider + ":tenantId", "the Entra tenant's id"),
            Salt = Given("salt") is { } salt ? read.Text("salt", salt, SaltShape(), "1 to 12 lower-case letters and digits") : "",
            Audience = read.RequiredGuid("audience", "the id of the Entra application whose tokens callers bring"),
            Location = read.Text("location", "westeurope", LocationShape(), "an Azure region's short name, such as westeurope"),
            Network = read.OneOf(
                "network", starter ? NetworkMode.LockedPublic : NetworkMode.Private, ("private", NetworkMode.Private),
                ("locked-public", NetworkMode.LockedPublic)),
            AddressSpace = read.Text(
                "addressSpace", "10.40.0.0/16", AddressShape(), "an IPv4 range from /16 to /20 that ends in .0, such as 10.40.0.0/16"),
            AllowedRanges = read.List("allowedRanges", SettingsReader.Range, "an IPv4 range such as 203.0.113.0/24"),
            Models = read.List("models", ModelResource.Parse, "the resource id of an Azure OpenAI account or a machine learning workspace"),
            NewAccount = Given("newAccount") is { } name
                ? new(read.Text("newAccount", name, NameShape(), "2 to 24 letters, digits and hyphens"))
                : null,
            ApprovedModels = read.List(
                "approvedModels", p => ApprovedShape().IsMatch(p) ? p : null, "a model's name and version, such as gpt-4o:2024-08-06"),
            ReportingApplications = read.List(
                "reportingApplications", p => ApplicationShape().IsMatch(p) ? p : null,
                "an application's id of 2 to 20 lower-case letters, digits and hyphens"),
            Witness = Given("witness") is { } witness
                ? read.Text("witness", witness, WitnessShape(), "the https address of a witness of the log")
                : "",
            WitnessKey = Given("witnessKey") is { } witnessKey
                ? read.Text("witnessKey", witnessKey, WitnessKeyShape(), "the witness's verifier key, as 'guard witness' prints it")
                : "",
            WitnessRanges = read.List("witnessRanges", SettingsReader.Range, "an IPv4 range such as 198.51.100.7/32"),
            AlertEmails = read.List("alertEmails", p => MailShape().IsMatch(p) ? p : null, "an e-mail address"),
            PipelineSubjects = read.List(
                "pipelineSubjects", p => SubjectShape().IsMatch(p) ? p : null, "a token's whole subject, such as repo:OWNER/REPO:environment:production"),
            PipelineIssuer = read.Text(
                "pipelineIssuer", "https://token.actions.githubusercontent.com", WitnessShape(), "the https address of the tokens' issuer"),
            GrantAccess = read.Flag("grantAccess", false),
            Principals = read.List("principals", Principal, "NAME=OBJECT-ID, such as group:data-stewards=00000000-0000-0000-0000-000000000000")
                .DistinctBy(p => p.Split('=')[0]).ToDictionary(p => p.Split('=')[0], p => p.Split('=')[1]),
            ZonesGroup = Given("zonesGroup") is { } zones
                ? read.Text("zonesGroup", zones, GroupShape(), "the resource id of a resource group")
                : "",
            LinkedNetworks = read.List(
                "linkedNetworks", p => NetworkShape().IsMatch(p) ? p : null, "the resource id of a virtual network"),
            Budget = read.Number("budget", 0, 0, 10_000_000),
            BudgetStart = Given("budgetStart") is { } month
                ? read.Text("budgetStart", month, MonthShape(), "the first day of a month, such as 2026-12-01")
                : "",
            ZoneRedundant = read.Flag("zoneRedundant", false),
            GeoRedundant = read.Flag("geoRedundant", !starter),
            InstanceMemory = read.OneOf("instanceMemory", 2048, ("2048", 2048), ("4096", 4096)),
            MaximumInstances = read.Number("maximumInstances", 40, 40, 1000),
            AlwaysReady = read.Flag("alwaysReady", false),
            PushEvents = read.Flag("pushEvents", false),
            EnforcePolicies = read.Flag("enforcePolicies", false),
            Lock = read.Flag("lock", !starter),
            KeepProofs = read.Flag("keepProofs", !starter),
            Policy = files.Facts(read.Faults),
            Duties = starter && duties.Apps.Count > 0 ? duties.Composed() : duties,
            AzurePolicies = files.AzurePolicies,
        };
        read.Faults.AddRange(settings.CrossFaults(project));
        SettingsException.ThrowIfAny(read.Faults);
        return settings;
    }

    private IEnumerable<string> CrossFaults(string project)
    {
        if (Models.Count == 0 && NewAccount is null)
            yield return $"{project}:models names no model resource, and newAccount none to create; there is nothing to guard: pulumi config set {project}:models RESOURCE-ID";
        var granted = CapabilityRoles.All.Where(_ => GrantAccess).SelectMany(r => Policy.Access.GetValueOrDefault(r.Id, [])).Distinct();
        foreach (var principal in granted)
            if (!Principals.ContainsKey(principal) && (principal != Components.AccessGrants.Pipeline || PipelineSubjects.Count == 0))
                yield return $"{project}:grantAccess is true, and nothing says who '{principal}' of guard.yaml's access is; give its object id: pulumi config set --path '{project}:principals[{Principals.Count}]' {principal}=OBJECT-ID";
        if (!IsPrivate && (ZonesGroup.Length > 0 || LinkedNetworks.Count > 0))
            yield return $"{project}:zonesGroup and {project}:linkedNetworks have no meaning with network locked-public, which has no private name; remove them";
        if (ZonesGroup.Length > 0 && LinkedNetworks.Count > 0)
            yield return $"{project}:linkedNetworks cannot be linked to the zones of {project}:zonesGroup, which are not ours: their owner links them; remove it";
        if (IsStarter && IsPrivate)
            yield return $"{project}:network cannot be private with profile starter, which has no private endpoint: remove it, or set {project}:profile to full";
        if (IsStarter && EnforcePolicies)
            yield return $"{project}:enforcePolicies cannot be true with profile starter: its policies deny the broad roles that the starter's one identity has; set {project}:profile to full";
        if (IsPrivate && AllowedRanges.Count > 0)
            yield return $"{project}:allowedRanges has no meaning with network private, which has no public address; remove it or set network to locked-public";
        if (IsPrivate && PushEvents)
            yield return $"{project}:pushEvents cannot be true with network private: Event Grid does not reach private endpoints; remove it, and the queues serve";
        if (SettingsReader.Range(AddressSpace) is null)
            yield return $"{project}:addressSpace is '{AddressSpace}', which does not start on its own boundary: pulumi config set {project}:addressSpace 10.40.0.0/16";
        if (Witness.Length > 0 != WitnessKey.Length > 0)
            yield return $"{project}:witness and {project}:witnessKey belong together; 'guard witness' prints both when it starts";
        if (Witness.Length > 0 && WitnessRanges.Count == 0)
            yield return $"{project}:witnessRanges is empty, and the network lets no app out to the witness; list its addresses: pulumi config set --path '{project}:witnessRanges[0]' RANGE";
        if (Witness.Length == 0 && WitnessRanges.Count > 0)
            yield return $"{project}:witnessRanges opens the network for a witness, and there is none; set {project}:witness or remove it";
        if (EnforcePolicies && !IsPrivate)
            yield return $"{project}:enforcePolicies cannot be true with network locked-public: the policy public-network denies every account with a public address, which this mode needs; set {project}:network to private";
        if (GeoRedundant && RegionsWithoutPair.Contains(Location))
            yield return $"{project}:geoRedundant cannot be true in {Location}, which is paired with no region: pulumi config set {project}:geoRedundant false";
        if (Budget > 0 && BudgetStart.Length == 0)
            yield return $"{project}:budgetStart is missing; Azure begins a budget in this month or a later one: pulumi config set {project}:budgetStart YYYY-MM-01";
        if (EnforcePolicies && ApprovedModels.Count == 0)
            yield return $"{project}:approvedModels is empty while enforcePolicies is true, which would deny every deployment; list name:version of what may run";
        if (Subscription.Length > 0
            && Models.Where(m => !m.Subscription.Equals(Subscription, StringComparison.OrdinalIgnoreCase)).FirstOrDefault() is { } stranger)
            yield return $"{project}:models names '{stranger.Id}' of another subscription; deploy one stack per subscription";
        foreach (var model in Policy.ModelsWithKeys)
            yield return $"guard.yaml: models.{model}.key_env names a variable of a machine; the deployed guard calls models as its identity: give the model a resource, and remove key_env from this stack's policy";
        foreach (var credential in Policy.Credentials.Where(c => NotRotated.ContainsKey(c.Platform)))
            yield return $"guard.yaml: the credential '{credential.Id}' is of the platform {credential.Platform}, which the deployed guard does not rotate: {NotRotated[credential.Platform]}; rotate it with 'guard up' beside, or remove it from this stack's policy";
        foreach (var credential in Policy.Credentials.Where(
            c => !NotRotated.ContainsKey(c.Platform) && ModelResource.Parse(c.Resource) is null))
            yield return $"guard.yaml: the credential '{credential.Id}' has the resource '{credential.Resource}', which is no account or workspace; give its resource id";
    }

    private static string? Principal(string text) =>
        text.Split('=') is [var name, var id] && PrincipalShape().IsMatch(name) && Guid.TryParseExact(id, "D", out _) ? text : null;

    [GeneratedRegex("^(identity|group|app|user):[A-Za-z0-9][A-Za-z0-9._@-]{0,127}$", RegexOptions.NonBacktracking)]
    private static partial Regex PrincipalShape();

    // No wildcard: a subject names one place that may act.
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9:/._@-]{2,250}$", RegexOptions.NonBacktracking)]
    private static partial Regex SubjectShape();

    [GeneratedRegex("^/subscriptions/[0-9a-f-]{36}/resourceGroups/[A-Za-z0-9._()-]{1,90}$", RegexOptions.NonBacktracking)]
    private static partial Regex GroupShape();

    [GeneratedRegex(
        "^/subscriptions/[0-9a-f-]{36}/resourceGroups/[A-Za-z0-9._()-]{1,90}/providers/Microsoft.Network/virtualNetworks/[A-Za-z0-9._-]{2,64}$",
        RegexOptions.NonBacktracking)]
    private static partial Regex NetworkShape();

    [GeneratedRegex("^[a-z0-9]{1,12}$", RegexOptions.NonBacktracking)]
    private static partial Regex SaltShape();

    [GeneratedRegex("^[a-z][a-z0-9]{3,29}$", RegexOptions.NonBacktracking)]
    private static partial Regex LocationShape();

    [GeneratedRegex(
        @"^(10\.\d{1,3}|172\.(1[6-9]|2\d|3[01])|192\.168)\.(0|16|32|48|64|80|96|112|128|144|160|176|192|208|224|240)\.0/(16|17|18|19|20)$",
        RegexOptions.NonBacktracking)]
    private static partial Regex AddressShape();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,22}[a-z0-9]$", RegexOptions.NonBacktracking)]
    private static partial Regex NameShape();

    [GeneratedRegex(@"^[\w.-]{1,64}:[\w.-]{1,32}$", RegexOptions.NonBacktracking)]
    private static partial Regex ApprovedShape();

    [GeneratedRegex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", RegexOptions.NonBacktracking)]
    private static partial Regex ApplicationShape();

    [GeneratedRegex(@"^https://[\w.-]{1,200}(:\d{1,5})?[\w./-]{0,200}$", RegexOptions.NonBacktracking)]
    private static partial Regex WitnessShape();

    [GeneratedRegex(@"^[^+\s]{1,200}\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{40,60}$", RegexOptions.NonBacktracking)]
    private static partial Regex WitnessKeyShape();

    [GeneratedRegex(@"^[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+$", RegexOptions.NonBacktracking)]
    private static partial Regex MailShape();

    [GeneratedRegex(@"^20\d\d-(0[1-9]|1[0-2])-01$", RegexOptions.NonBacktracking)]
    private static partial Regex MonthShape();
}

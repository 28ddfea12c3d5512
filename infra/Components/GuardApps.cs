using Pulumi;
using Pulumi.AzureNative.Web;
using Pulumi.AzureNative.Web.Inputs;
using ServerlessGuard.Infra.Duties;

namespace ServerlessGuard.Infra.Components;

/// <summary>
/// One Flex Consumption function app per duty, of the same package, each with its own identity; what is not its duty is disabled.
/// </summary>
internal sealed class GuardApps : ComponentResource
{
    private const string AccessReview = "access_review";
    private const string Chat = "chat_completions";
    private const string Checkpoint = "checkpoint";
    private const string Drills = "drill_sweep";

    /// <summary>As many as host.json lets run at once: the platform adds an instance where one would have to refuse.</summary>
    private const int RequestsPerInstance = 32;

    private readonly GuardContext _context;
    private readonly GuardAppsArgs _args;
    private readonly Dictionary<string, WebApp> _apps = [];
    private readonly Dictionary<string, AppServicePlan> _plans = [];

    public GuardApps(string name, GuardContext context, GuardAppsArgs args, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:GuardApps", name, options)
    {
        (_context, _args) = (context, args);
        foreach (var duty in context.Settings.Duties.Apps.OrderBy(Turn))
        {
            _plans[duty.Id] = AddPlan(duty);
            _apps[duty.Id] = AddApp(duty, _plans[duty.Id]);
            ClosePublishing(duty, _apps[duty.Id]);
        }

        RegisterOutputs();
    }

    public IReadOnlyDictionary<string, WebApp> Apps => _apps;

    public IReadOnlyDictionary<string, AppServicePlan> Plans => _plans;

    /// <summary>In the order that a new package is brought in: readers of every stored format first, their writer last.</summary>
    public IReadOnlyList<WebApp> ToUpgrade => [.. _context.Settings.Duties.Apps
        .OrderBy(d => d.Functions.Contains(Chat) ? 2 : d.Functions.Contains(Checkpoint) ? 0 : 1).Select(d => _apps[d.Id])];

    /// <summary>The address of the app that runs a function of which there is one.</summary>
    public Output<string> HostOf(string function) => _apps[_context.Settings.Duties.Running(function).Id].DefaultHostName;

    /// <summary>An app that names others comes after them: drills name the gateway, and the access review names them all.</summary>
    private static int Turn(Duty duty) => duty.Functions.Contains(AccessReview) ? 2 : duty.Functions.Contains(Drills) ? 1 : 0;

    // A Flex Consumption plan holds one app.
    private AppServicePlan AddPlan(Duty duty) => new($"plan-{duty.Id}", new AppServicePlanArgs
    {
        Name = _context.Names.Of("plan", duty.Id),
        ResourceGroupName = _context.GroupName,
        Location = _context.Location,
        Tags = _context.Tags,
        Kind = "functionapp",
        Reserved = true,
        Sku = new SkuDescriptionArgs { Name = "FC1", Tier = "FlexConsumption" },
        ZoneRedundant = _context.Settings.ZoneRedundant,
    }, _context.Under(this));

    private WebApp AddApp(Duty duty, AppServicePlan plan)
    {
        var identity = _args.Identities[duty.Id];
        return new WebApp($"app-{duty.Id}", new WebAppArgs
        {
            Name = _context.Names.App(duty.Id),
            ResourceGroupName = _context.GroupName,
            Location = _context.Location,
            Tags = _context.Tags,
            Kind = "functionapp,linux",
            ServerFarmId = plan.Id,
            HttpsOnly = true,
            SshEnabled = false,
            PublicNetworkAccess = _context.Settings.IsPrivate ? "Disabled" : "Enabled",
            VirtualNetworkSubnetId = _args.Subnet,
            OutboundVnetRouting = new OutboundVnetRoutingArgs { AllTraffic = true },
            KeyVaultReferenceIdentity = identity.Id,
            Identity = new ManagedServiceIdentityArgs
            {
                Type = ManagedServiceIdentityType.UserAssigned,
                UserAssignedIdentities = { identity.Id }
            },
            // The SDK would send these, which mean nothing on Flex Consumption.
            HyperV = null,
            IsXenon = null,
            FunctionAppConfig = Config(duty, identity.Id),
            SiteConfig = Site(duty, identity.ClientId),
        }, _context.Under(this, after: _args.Rights(duty.Id)));
    }

    /// <summary>Packages come in with an Entra token only: no app has a publishing password that works.</summary>
    private void ClosePublishing(Duty duty, WebApp app)
    {
        _ = new WebAppScmAllowed(
            $"publishing-scm-{duty.Id}",
            new WebAppScmAllowedArgs { Name = app.Name, ResourceGroupName = _context.GroupName, Allow = false },
            _context.Under(this, with: app));
        _ = new WebAppFtpAllowed(
            $"publishing-ftp-{duty.Id}",
            new WebAppFtpAllowedArgs { Name = app.Name, ResourceGroupName = _context.GroupName, Allow = false },
            _context.Under(this, with: app));
    }

    private FunctionAppConfigArgs Config(Duty duty, Input<string> identity) => new()
    {
        Runtime = new FunctionsRuntimeArgs { Name = RuntimeName.Dotnet_isolated, Version = "10.0" },
        Deployment = new FunctionsDeploymentArgs
        {
            Storage = new FunctionsDeploymentStorageArgs
            {
                Type = FunctionsDeploymentStorageType.BlobContainer,
                Value = Output.Format(
                    $"https://{_args.Runtime.Accounts[duty.Id].Account.Name}.blob.core.windows.net/{_args.Runtime.Packages[duty.Id].Name}"),
                Authentication = new FunctionsDeploymentStorageAuthenticationArgs
                {
                    Type = AuthenticationType.UserAssignedIdentity,
                    UserAssignedIdentityResourceId = identity
                },
            },
        },
        ScaleAndConcurrency = new FunctionsScaleAndConcurrencyArgs
        {
            InstanceMemoryMB = _context.Settings.InstanceMemory,
            MaximumInstanceCount = _context.Settings.MaximumInstances,
            Triggers = new FunctionsScaleAndConcurrencyTriggersArgs
            {
                Http = new FunctionsScaleAndConcurrencyTriggersHttpArgs { PerInstanceConcurrency = RequestsPerInstance },
            },
            AlwaysReady = duty.Functions.Contains(Chat) && _context.Settings.AlwaysReady
                ? new FunctionsAlwaysReadyConfigArgs { Name = "http", InstanceCount = _context.Settings.ZoneRedundant ? 2 : 1 }
                : new InputList<FunctionsAlwaysReadyConfigArgs>(),
        },
    };

    /// <summary>
    /// Flex Consumption refuses a site that says anything about FTP, the framework's version or the worker process (error 51021), and has
    /// no web server whose log files could be turned on: requests are in Application Insights and in the app's resource log.
    /// </summary>
    private SiteConfigArgs Site(Duty duty, Input<string> client) => new()
    {
        MinTlsVersion = SupportedTlsVersions.SupportedTlsVersions_1_2,
        ScmMinTlsVersion = SupportedTlsVersions.SupportedTlsVersions_1_2,
        Http20Enabled = true,
        RemoteDebuggingEnabled = false,
        WebSocketsEnabled = false,
        HealthCheckPath = "/health",
        NetFrameworkVersion = null,
        LocalMySqlEnabled = null,
        IpSecurityRestrictionsDefaultAction = DefaultAction.Deny,
        ScmIpSecurityRestrictionsDefaultAction = DefaultAction.Deny,
        ScmIpSecurityRestrictionsUseMain = true,
        IpSecurityRestrictions = AccessRules(),
        AppSettings = (List<NameValuePairArgs>)[.. AppSettings(duty, client).Select(
            s => new NameValuePairArgs { Name = s.Name, Value = s.Value })],
    };

    private List<IpSecurityRestrictionArgs> AccessRules()
    {
        var rules = _context.Settings.AllowedRanges.Select((range, i) => new IpSecurityRestrictionArgs
        {
            Name = $"allowed-{i}",
            Priority = 100 + i,
            Action = "Allow",
            IpAddress = range,
        }).ToList();
        if (_context.Settings.PushEvents)
            rules.Add(
                new() { Name = "events", Priority = 90, Action = "Allow", Tag = IpFilterTag.ServiceTag, IpAddress = "AzureEventGrid" });
        return rules;
    }

    private IEnumerable<(string Name, Input<string> Value)> AppSettings(Duty duty, Input<string> client)
    {
        yield return ("Guard__Duty", duty.Setting);
        yield return ("GuardEventsQueue", _args.Queue(duty));
        foreach (var (timer, schedule) in _context.Settings.Duties.Schedules)
            yield return ($"GuardSchedule{timer}", _context.Settings.IsStarter ? Schedules.Slower(schedule) : schedule);
        yield return ("AZURE_CLIENT_ID", client);
        yield return ("AzureWebJobsStorage__accountName", _args.Runtime.Accounts[duty.Id].Account.Name);
        yield return ("AzureWebJobsStorage__credential", "managedidentity");
        yield return ("AzureWebJobsStorage__clientId", client);
        yield return ("GuardEvents__credential", "managedidentity");
        yield return ("GuardEvents__clientId", client);
        yield return ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", Output.Format($"ClientId={client};Authorization=AAD"));
        if (duty.Functions.Contains(Drills))
            yield return ("Guard__Gateway", Gateway(duty));
        if (duty.Functions.Contains(Checkpoint) && _context.Settings.Witness.Length > 0)
        {
            yield return ("Guard__Witness__Url", _context.Settings.Witness);
            yield return ("Guard__Witness__Key", _context.Settings.WitnessKey);
        }

        if (duty.Functions.Contains(AccessReview))
        {
            yield return ("Guard__Resources", Reviewed(duty));
            yield return ("Guard__ModelCallers", Output.All(_context.Settings.Duties.Holding("call-model", "probe-model")
                .Select(d => _args.Identities[d.Id].PrincipalId)).Apply(ids => string.Join(';', ids)));
        }

        foreach (var (name, value) in _args.Shared)
            yield return (name, value);
        foreach (var function in _context.Settings.Duties.Functions.Except(duty.Functions))
            yield return ($"AzureWebJobs.{function}.Disabled", "true");
    }

    private Input<string> Gateway(Duty asking)
    {
        var gateway = _context.Settings.Duties.Running(Chat).Id;
        // An app is made after its settings: its own name is written here.
        return gateway == asking.Id
            ? $"https://{_context.Names.App(gateway)}.azurewebsites.net/"
            : Output.Format($"https://{_apps[gateway].DefaultHostName}/");
    }

    /// <summary>The resources that guard the models: the access review covers them too.</summary>
    private Output<string> Reviewed(Duty asking)
    {
        var own = _context.Group.Id.Apply(group => $"{group}/providers/Microsoft.Web/sites/{_context.Names.App(asking.Id)}");
        return Output.All([.. _args.Reviewed, .. _apps.Values.Select(a => a.Id), own]).Apply(ids => string.Join(';', ids));
    }
}

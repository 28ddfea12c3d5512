using ServerlessGuard.Infra;

return await Pulumi.Deployment.RunAsync(() => GuardStack.Define(GuardSettings.Load(new Pulumi.Config())));

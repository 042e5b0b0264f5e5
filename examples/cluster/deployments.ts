import {
  daskK8s as dask,
  eks as kubernetes,
  flow,
  resultStorage,
  tagsResolver,
  versioneer,
} from "meta-prefect";

// Recipes compose with each other before they meet a flow: every flow that this makes has a version and tags.
const enriched = versioneer()(tagsResolver())(flow);

// As decorators above a function in Python: the innermost first, the outermost last and with the last word.
export const training = kubernetes({
  cpu: 0.8,
  memory: 1.5,
  cluster: "flows",
  namespace: "training",
  service_account: "training",
  image: "registry.example.com/training:1",
})(
  dask({ num_workers: 5, cpu: 2, memory: 8 })(
    resultStorage({ block: "s3-bucket/results" })(enriched("flow.py:train")),
  ),
);

#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

#include "CNeighbors.h"

// Of CKernels, whose headers are in C.
extern "C" float zw_squared_distance(const float *x, const float *y, long size);

namespace {

using Graph = hnswlib::HierarchicalNSW<float>;

/// Squared Euclidean distances by CKernels, which choose their vector instructions when the program is loaded.
class Space : public hnswlib::SpaceInterface<float> {
 public:
  explicit Space(long dimensions) : dimensions_(dimensions) {}
  size_t get_data_size() override { return static_cast<size_t>(dimensions_) * sizeof(float); }
  void *get_dist_func_param() override { return &dimensions_; }
  hnswlib::DISTFUNC<float> get_dist_func() override {
    return [](const void *x, const void *y, const void *size) {
      return zw_squared_distance(
          static_cast<const float *>(x), static_cast<const float *>(y), *static_cast<const long *>(size));
    };
  }

 private:
  long dimensions_;
};

/// A graph and who may change it.
struct Shard {
  std::unique_ptr<Graph> graph;
  std::mutex adding;
};

using Found = std::pair<float, int32_t>;

/// Where a search of the lowest layer begins: the nearest place that greedy steps through the upper layers reach.
unsigned enter(const Graph &graph, const float *query) {
  unsigned place = graph.enterpoint_node_;
  const auto distance = [&](unsigned node) {
    return graph.fstdistfunc_(query, graph.getDataByInternalId(node), graph.dist_func_param_);
  };
  float nearest = distance(place);
  for (int level = graph.maxlevel_; level > 0; level--) {
    for (bool moved = true; moved;) {
      moved = false;
      const unsigned *list = graph.get_linklist(place, level);
      const unsigned links = graph.getListCount(const_cast<unsigned *>(list));
      for (unsigned link = 1; link <= links; link++) {
        const float candidate = distance(list[link]);
        if (candidate >= nearest) continue;
        nearest = candidate;
        place = list[link];
        moved = true;
      }
    }
  }
  return place;
}

template <typename Body>
int guarded(Body body) {
  try {
    body();
    return ZW_NEIGHBORS_DONE;
  } catch (const std::bad_alloc &) {
    return ZW_NEIGHBORS_NO_MEMORY;
  } catch (...) {
    return ZW_NEIGHBORS_FAILED;
  }
}

}  // namespace

struct zw_neighbor_index {
  Space space;
  long count, dimensions;
  std::vector<Shard> shards;

  zw_neighbor_index(long count, long dimensions, long shards)
      : space(dimensions), count(count), dimensions(dimensions), shards(static_cast<size_t>(shards)) {}

  long shard_count() const { return static_cast<long>(shards.size()); }

  /// How many of the points below `last` a shard has.
  long share(long shard, long last) const { return (last - shard + shard_count() - 1) / shard_count(); }

  void find(const float *query, long point, long wanted, long breadth, std::vector<Found> &found) const {
    found.clear();
    for (long shard = 0; shard < shard_count(); shard++) {
      const Graph &graph = *shards[static_cast<size_t>(shard)].graph;
      const long size = static_cast<long>(graph.cur_element_count);
      if (size == 0) continue;
      // In its own shard a point is where the search wants to go, once it was added.
      const bool is_home = point % shard_count() == shard && point / shard_count() < size;
      const unsigned start = is_home ? static_cast<unsigned>(point / shard_count()) : enter(graph, query);
      auto nearest = graph.searchBaseLayerST<false, false>(start, query, static_cast<size_t>(breadth));
      for (; !nearest.empty(); nearest.pop()) {
        const long other = static_cast<long>(nearest.top().second) * shard_count() + shard;
        if (other != point) found.emplace_back(nearest.top().first, static_cast<int32_t>(other));
      }
    }
    const long kept = std::min(wanted, static_cast<long>(found.size()));
    std::partial_sort(found.begin(), found.begin() + kept, found.end());
    found.resize(static_cast<size_t>(kept));
  }
};

zw_neighbor_index *zw_neighbor_index_make(
    long count, long dimensions, long shards, long links, long breadth, uint64_t seed) {
  std::unique_ptr<zw_neighbor_index> index;
  const int outcome = guarded([&] {
    index = std::make_unique<zw_neighbor_index>(count, dimensions, shards);
    for (long shard = 0; shard < shards; shard++) {
      const auto room = static_cast<size_t>(std::max(index->share(shard, count), 1L));
      index->shards[static_cast<size_t>(shard)].graph = std::make_unique<Graph>(
          &index->space, room, static_cast<size_t>(links), static_cast<size_t>(breadth),
          static_cast<size_t>(seed + static_cast<uint64_t>(shard)));
    }
  });
  return outcome == ZW_NEIGHBORS_DONE ? index.release() : nullptr;
}

void zw_neighbor_index_free(zw_neighbor_index *index) { delete index; }

int zw_neighbor_index_add(zw_neighbor_index *index, const float *points, long shard, long last) {
  Shard &own = index->shards[static_cast<size_t>(shard)];
  return guarded([&] {
    const std::lock_guard<std::mutex> lock(own.adding);
    const long end = index->share(shard, last);
    for (long place = static_cast<long>(own.graph->cur_element_count); place < end; place++) {
      const long point = place * index->shard_count() + shard;
      own.graph->addPoint(points + point * index->dimensions, static_cast<size_t>(place));
    }
  });
}

int zw_neighbor_index_find(
    const zw_neighbor_index *index, const float *points, long first, long last, long wanted, long breadth,
    int32_t *indices, float *distances) {
  return guarded([&] {
    std::vector<Found> found;
    for (long point = first; point < last; point++) {
      index->find(points + point * index->dimensions, point, wanted, breadth, found);
      int32_t *to = indices + (point - first) * wanted;
      float *far = distances + (point - first) * wanted;
      std::fill(to, to + wanted, -1);
      std::fill(far, far + wanted, std::numeric_limits<float>::infinity());
      for (size_t place = 0; place < found.size(); place++) {
        far[place] = found[place].first;
        to[place] = found[place].second;
      }
    }
  });
}
